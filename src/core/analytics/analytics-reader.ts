import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Cache } from '../cache/cache.ts';
import { type LocalCalendar, localCalendar } from '../cache/rollups/local-calendar.ts';

/** What a question needs: the cache, and the days that its sums are by. */
export type AnalyticsReader = {
  readonly cache: Pick<Cache, 'rows' | 'together'>;
  readonly calendar: LocalCalendar;
};

/** Calendars remember what they have computed of their zone. */
const calendars = new Map<string, LocalCalendar>();

/** Reads by the time zone that the cache was built with, which its sums are in whatever the settings say by now. */
export async function analyticsReader(cache: Pick<Cache, 'rows' | 'together'>): Promise<AnalyticsReader> {
  const [fact] = await cache.rows(
    sql`select value from cache_facts where name = 'timeZone'`,
    z.object({ value: z.string() }),
  );
  const timeZone = fact?.value ?? 'UTC';
  let calendar = calendars.get(timeZone);
  if (calendar === undefined) {
    calendar = localCalendar(timeZone);
    calendars.set(timeZone, calendar);
  }
  return { cache, calendar };
}
