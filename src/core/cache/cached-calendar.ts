import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CacheReads } from './cache.ts';
import { type LocalCalendar, localCalendar } from './rollups/local-calendar.ts';

/** Calendars remember what they have computed of their zone. */
const calendars = new Map<string, LocalCalendar>();

const factRow = z.object({ name: z.string(), value: z.string() });

/**
 * The calendar of the time zone that the cache was built with, which its sums are in whatever the settings say by now, and
 * the instant (milliseconds UTC) of whose data it is a copy.
 *
 * @throws OpsdeckError CACHE_NOT_READY
 */
export async function cachedCalendar(
  cache: CacheReads,
): Promise<{ readonly calendar: LocalCalendar; readonly asOf: number }> {
  const rows = await cache.rows(
    sql`select name, value from cache_facts where name in ('timeZone', 'asOf')`,
    factRow,
  );
  const facts = new Map(rows.map(({ name, value }) => [name, value]));
  return { calendar: calendarOf(facts.get('timeZone') ?? 'UTC'), asOf: Number(facts.get('asOf') ?? 0) };
}

function calendarOf(timeZone: string): LocalCalendar {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const calendar = localCalendar(timeZone);
  calendars.set(timeZone, calendar);
  return calendar;
}
