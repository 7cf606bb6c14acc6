import type { DateRange, PeriodUnit } from '#contract/analytics.ts';
import { dayOfIsoDate, firstDayOfMonth, isoDate } from '../cache/rollups/civil-date.ts';
import type { DayRange } from '../cache/rollups/local-calendar.ts';

export function daysOf({ from, to }: DateRange): DayRange {
  return { from: dayOfIsoDate(from), until: dayOfIsoDate(to) + 1 };
}

export function datesOf({ from, until }: DayRange): DateRange {
  return { from: isoDate(from), to: isoDate(until - 1) };
}

/** The first day of a rollup's period. */
export function startOfPeriod(period: number, by: PeriodUnit): string {
  return isoDate(by === 'month' ? firstDayOfMonth(period) : period);
}
