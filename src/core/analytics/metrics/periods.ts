import type { Granularity, MetricPeriod } from '#contract/metrics/metric-query.ts';
import { firstDayOfMonth, isoDate, monthOfDay, weekday } from '../../cache/rollups/civil-date.ts';
import type { DayRange } from '../../cache/rollups/local-calendar.ts';
import { datesOf } from '../dates.ts';

/** A period of an answer: its number as rollups count it, the days it has, and those of them that were asked about. */
export type Period = {
  readonly number: number;
  readonly start: number;
  readonly days: DayRange;
};

/** Every period that the days touch, in order; the whole range as one for `none`. */
export function periodsOf({ from, until }: DayRange, by: Granularity): Period[] {
  const periods: Period[] = [];
  for (let day = from; day < until;) {
    const { number, start, end } = periodAt(day, by, until);
    periods.push({ number, start, days: { from: day, until: Math.min(end, until) } });
    day = end;
  }
  return periods;
}

function periodAt(
  day: number,
  by: Granularity,
  until: number,
): { number: number; start: number; end: number } {
  switch (by) {
    case 'none':
      return { number: 0, start: day, end: until };
    case 'day':
      return { number: day, start: day, end: day + 1 };
    case 'week': {
      const monday = day - weekday(day);
      return { number: monday, start: monday, end: monday + 7 };
    }
    case 'month': {
      const month = monthOfDay(day);
      return { number: month, start: firstDayOfMonth(month), end: firstDayOfMonth(month + 1) };
    }
    case 'quarter': {
      const quarter = Math.floor(monthOfDay(day) / 3);
      return {
        number: quarter,
        start: firstDayOfMonth(quarter * 3),
        end: firstDayOfMonth(quarter * 3 + 3),
      };
    }
  }
}

export function toMetricPeriod({ start, days }: Period): MetricPeriod {
  return { start: isoDate(start), range: datesOf(days) };
}
