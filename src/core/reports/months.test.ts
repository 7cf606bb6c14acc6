import { describe, expect, it } from 'vitest';
import { monthOfDay } from '../cache/rollups/civil-date.ts';
import { instantsOfMonths, monthNumber } from './months.ts';

describe('the number of a month', () => {
  it.each(['1999-12', '2000-01', '2026-02', '2026-11'])('%s is the one that the sums have', (month) => {
    const day = Date.parse(`${month}-15T00:00:00Z`) / 86_400_000;
    expect(monthNumber(month)).toBe(monthOfDay(day));
  });
});

describe('the instants of months', () => {
  it('begin and end where the days of the zone do', () => {
    expect(instantsOfMonths({ from: '2026-03', until: '2026-03' }, 'Europe/Berlin')).toEqual([
      { from: Date.parse('2026-03-01T00:00:00+01:00'), until: Date.parse('2026-04-01T00:00:00+02:00') },
    ]);
    expect(instantsOfMonths({ from: '2025-12', until: '2026-01' }, 'Asia/Kolkata')).toEqual([
      { from: Date.parse('2025-12-01T00:00:00+05:30'), until: Date.parse('2026-02-01T00:00:00+05:30') },
    ]);
  });
});
