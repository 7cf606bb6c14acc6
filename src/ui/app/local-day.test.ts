import { expect, it } from 'vitest';
import { localDay } from './local-day.ts';

it.each([
  ['2026-11-29T23:59:59.999Z', 'UTC', '2026-11-29'],
  ['2026-11-30T00:00:00Z', 'UTC', '2026-11-30'],
  ['2026-11-29T18:29:59Z', 'Asia/Kolkata', '2026-11-29'],
  ['2026-11-29T18:30:00Z', 'Asia/Kolkata', '2026-11-30'],
  ['2026-11-30T04:59:59Z', 'America/New_York', '2026-11-29'],
  ['2026-03-29T22:00:00Z', 'Europe/Berlin', '2026-03-30'],
])('at %s in %s it is %s', (at, timeZone, day) => expect(localDay(Date.parse(at), timeZone)).toBe(day));
