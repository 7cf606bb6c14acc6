import type { Comparison } from '#contract/metrics/metric-query.ts';
import { civilDate, dayNumber, firstDayOfMonth, monthOfDay } from '../../cache/rollups/civil-date.ts';
import type { DayRange } from '../../cache/rollups/local-calendar.ts';
import { rangeBefore } from '../../cache/rollups/range-before.ts';

/**
 * What a range is compared with; null for nothing. A year before means the same dates, so that a whole February is compared
 * with a whole February, whatever day it ends on.
 */
export function comparedRange(range: DayRange, compare: Comparison): DayRange | null {
  switch (compare) {
    case 'none':
      return null;
    case 'previous':
      return rangeBefore(range);
    case 'year_before':
      return { from: yearBefore(range.from), until: yearBeforeEnd(range.until) };
  }
}

function yearBefore(day: number): number {
  const { year, month, day: dayOfMonth } = civilDate(day);
  const last = firstDayOfMonth((year - 1) * 12 + month) - 1;
  return Math.min(dayNumber({ year: year - 1, month, day: dayOfMonth }), last);
}

/** The day after the last one: that of a whole month is the first of the next, a leap day has none of its own. */
function yearBeforeEnd(until: number): number {
  const month = monthOfDay(until);
  return firstDayOfMonth(month) === until ? firstDayOfMonth(month - 12) : yearBefore(until - 1) + 1;
}
