import { expect, it } from 'vitest';
import { awayAfterMs, lookAt, seenAll } from './last-look.ts';

const hour = 3_600_000;
const now = 1_000 * hour;

it('takes the last day for news at the first look', () => {
  expect(lookAt(undefined, now)).toEqual({ since: now - 24 * hour, seenAt: now });
});

it('keeps news while somebody stays or comes back soon', () => {
  const first = lookAt(undefined, now);
  const second = lookAt(first, now + awayAfterMs);
  expect(second).toEqual({ since: first.since, seenAt: now + awayAfterMs });
  expect(lookAt(second, now + 2 * awayAfterMs).since).toBe(first.since);
});

it('begins anew where they left off when they were away', () => {
  const first = lookAt(undefined, now);
  expect(lookAt(first, now + 9 * hour)).toEqual({ since: now, seenAt: now + 9 * hour });
});

it('forgets what was seen', () => {
  expect(lookAt(seenAll(now), now + hour / 4).since).toBe(now);
});

it('does not believe a look of the future', () => {
  expect(lookAt({ since: now, seenAt: now + hour }, now).since).toBe(now - 24 * hour);
});
