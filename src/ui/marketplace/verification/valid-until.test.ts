import { describe, expect, it } from 'vitest';
import { endOfDay, inMonths } from './valid-until.ts';

const now = new Date(2026, 7, 31, 12, 0).getTime();
const at = (year: number, month: number, day: number) => new Date(year, month - 1, day, 23, 59, 59).getTime();

describe('how long an approval holds', () => {
  it('is to the end of the same day of a later month, or of its last day', () => {
    expect(inMonths(12, now)).toBe(at(2027, 8, 31));
    expect(inMonths(6, now)).toBe(at(2027, 2, 28));
    expect(inMonths(60, now)).toBe(at(2031, 8, 31));
  });

  it('can be a day that is typed, from tomorrow on within ten years', () => {
    expect(endOfDay('2026-09-01', now)).toBe(at(2026, 9, 1));
    expect(endOfDay('2036-08-31', now)).toBe(at(2036, 8, 31));
    for (const text of ['2026-08-31', '2036-09-01', '2027-02-30', '2027-13-01', 'soon', ''])
      expect(endOfDay(text, now)).toBeNull();
  });
});
