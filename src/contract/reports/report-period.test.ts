import { describe, expect, it } from 'vitest';
import { daysOfMonths, monthsOfPeriod, type ReportPeriod } from './report-period.ts';

describe('a period of a report', () => {
  it.each<[ReportPeriod, string, string]>([
    ['thisMonth', '2027-01', '2027-01'],
    ['lastMonth', '2026-12', '2026-12'],
    ['last3Months', '2026-11', '2027-01'],
    ['thisQuarter', '2027-01', '2027-01'],
    ['lastQuarter', '2026-10', '2026-12'],
    ['thisYear', '2027-01', '2027-01'],
    ['lastYear', '2026-01', '2026-12'],
    ['last12Months', '2026-02', '2027-01'],
  ])('is whole months, also over the turn of a year: %s', (period, from, until) => {
    expect(monthsOfPeriod(period, '2027-01-31')).toEqual({ from, until });
  });

  it('has its days up to today', () => {
    expect(daysOfMonths({ from: '2024-02', until: '2024-02' }, '2026-11-28')).toEqual({
      from: '2024-02-01',
      to: '2024-02-29',
    });
    expect(daysOfMonths({ from: '2026-10', until: '2026-12' }, '2026-11-28')).toEqual({
      from: '2026-10-01',
      to: '2026-11-28',
    });
  });

  it('that has not begun is whole', () => {
    expect(daysOfMonths({ from: '2027-01', until: '2027-02' }, '2026-11-28')).toEqual({
      from: '2027-01-01',
      to: '2027-02-28',
    });
  });
});
