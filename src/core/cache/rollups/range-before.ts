import { firstDayOfMonth, monthOfDay } from './civil-date.ts';
import type { DayRange } from './local-calendar.ts';

/** What a range is compared with: as many days just before it, or, when it is made of whole months, as many months. */
export function rangeBefore({ from, until }: DayRange): DayRange {
  const first = monthOfDay(from);
  const last = monthOfDay(until);
  const isWhole = firstDayOfMonth(first) === from && firstDayOfMonth(last) === until && first < last;
  return { from: isWhole ? firstDayOfMonth(first - (last - first)) : from - (until - from), until: from };
}
