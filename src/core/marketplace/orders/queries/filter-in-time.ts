import type { DateRange } from '#contract/analytics.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { cachedCalendar } from '../../../cache/cached-calendar.ts';
import { dayOfIsoDate } from '../../../cache/rollups/civil-date.ts';
import type { Instants } from '../../../cache/rollups/local-calendar.ts';

/** A filter whose days are stretches of time, as the sums of the local copy have them. */
export type FilterInTime = OrderFilter & {
  /** When it is asked, in milliseconds UTC: what is overdue by then. Now, unless it is given. */
  readonly now?: number;
  readonly instants?: {
    readonly created: readonly Instants[] | null;
    readonly completed: readonly Instants[] | null;
  };
};

/** Looks up when the days of the filter are, where it has any. An hour of the week is one of the days that are asked for. */
export async function filterInTime(cache: CacheReads, filter: OrderFilter): Promise<FilterInTime> {
  const { created, completed, hourOfWeek } = filter;
  if (created === null && completed === null) return filter;
  const { calendar } = await cachedCalendar(cache);
  const instantsOf = (range: DateRange | null): readonly Instants[] | null => {
    if (range === null) return null;
    const days = { from: dayOfIsoDate(range.from), until: dayOfIsoDate(range.to) + 1 };
    return hourOfWeek === null ? calendar.instantsOf(days) : calendar.instantsOfHour(days, hourOfWeek);
  };
  return { ...filter, instants: { created: instantsOf(created), completed: instantsOf(completed) } };
}
