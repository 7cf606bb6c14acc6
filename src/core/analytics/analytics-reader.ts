import type { CacheReads } from '../cache/cache.ts';
import { cachedCalendar } from '../cache/cached-calendar.ts';
import type { LocalCalendar } from '../cache/rollups/local-calendar.ts';

/** What a question needs: the cache, the days that its sums are by, and how old they are (milliseconds UTC). */
export type AnalyticsReader = {
  readonly cache: CacheReads;
  readonly calendar: LocalCalendar;
  readonly asOf: number;
};

/** Reads by the time zone that the cache was built with, which its sums are in whatever the settings say by now. */
export async function analyticsReader(cache: CacheReads): Promise<AnalyticsReader> {
  return { cache, ...(await cachedCalendar(cache)) };
}
