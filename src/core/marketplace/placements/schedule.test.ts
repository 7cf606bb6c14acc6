import { describe, expect, test } from 'vitest';
import type { PlacementOutcome } from '#contract/marketplace/placements.ts';
import { firstLookAt, nextLookAt } from './schedule.ts';

const minuteMs = 60_000;
const publishedAt = Date.UTC(2026, 5, 1, 12);
const termOf = (hours: number) => ({ publishedAt, expiresAt: publishedAt + hours * 60 * minuteMs });
const minutes = (instant: number) => (instant - publishedAt) / minuteMs;

function looksInTerm(hours: number): number[] {
  const term = termOf(hours);
  const looks: number[] = [];
  for (let at = firstLookAt(term); looks.at(-1) !== minutes(term.expiresAt);) {
    looks.push(minutes(at));
    at = nextLookAt(term, { at, outcome: 'up' }, { misses: 0, failures: 0 });
  }
  return looks;
}

const after = (outcome: PlacementOutcome, counts: { misses: number; failures: number }) =>
  minutes(nextLookAt(termOf(24), { at: publishedAt + 600 * minuteMs, outcome }, counts)) - 600;

describe('a post is looked at', () => {
  test('soon after its publication, at growing intervals, shortly before its end and at its end', () => {
    expect(looksInTerm(24)).toEqual([2, 17, 34, 68, 136, 272, 544, 904, 1_264, 1_435, 1_440]);
    expect(looksInTerm(1)).toEqual([2, 17, 34, 55, 60]);
    expect(looksInTerm(24 * 30).length).toBeLessThan(130);
  });

  test('again five minutes after a first miss', () => {
    expect(after('missing', { misses: 1, failures: 0 })).toBe(5);
    expect(after('channel_vanished', { misses: 2, failures: 0 })).toBe(360);
  });

  test('again soon when nobody could look, and less and less often', () => {
    expect([1, 2, 3, 4, 9, 99].map((failures) => after('unreachable', { misses: 0, failures }))).toEqual([
      2, 4, 8, 16, 360, 360,
    ]);
    expect(after('private', { misses: 0, failures: 1 })).toBe(2);
  });
});
