import { describe, expect, it } from 'vitest';
import { localClock } from './local-clock.ts';

const at = (text: string): number => Date.parse(text);

describe('a clock on the wall', () => {
  it.each([
    ['UTC', '2026-11-28T16:05:09Z', '2026-11-28T16:05:09Z', '2026-11-28 16:05'],
    ['Europe/Berlin', '2026-06-30T22:30:00Z', '2026-07-01T00:30:00+02:00', '2026-07-01 00:30'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00', '2026-10-25 02:30'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00', '2026-10-25 02:30'],
    ['Asia/Kolkata', '2026-01-01T00:00:00Z', '2026-01-01T05:30:00+05:30', '2026-01-01 05:30'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30:00-03:30', '2025-12-31 20:30'],
  ])('%s, %s', (zone, instant, iso, minute) => {
    const clock = localClock(zone);
    expect(clock.iso(at(instant))).toBe(iso);
    expect(clock.minute(at(instant))).toBe(minute);
    expect(at(clock.iso(at(instant)))).toBe(at(instant));
  });
});
