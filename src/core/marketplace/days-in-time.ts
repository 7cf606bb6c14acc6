import { type SQL, sql } from 'drizzle-orm';
import type { DaysUpTo } from '#contract/analytics.ts';
import type { CacheReads } from '../cache/cache.ts';
import { cachedCalendar } from '../cache/cached-calendar.ts';
import { dayOfIsoDate } from '../cache/rollups/civil-date.ts';
import type { Instants } from '../cache/rollups/local-calendar.ts';

/** One of so many days is in every calendar, also where some were left out. */
const lastDays = 7;

/** When days of the workspace are; null for none. */
export async function daysInTime(
  cache: CacheReads,
  days: DaysUpTo | null,
): Promise<readonly Instants[] | null> {
  if (days === null) return null;
  const { calendar } = await cachedCalendar(cache);
  const until = dayOfIsoDate(days.to) + 1;
  if (days.from !== undefined) return calendar.instantsOf({ from: dayOfIsoDate(days.from), until });
  // Where it ends is told by the last days: nobody has to know the calendar of all years before.
  const [first, ...rest] = calendar.instantsOf({ from: until - lastDays, until });
  return first === undefined ? [] : [{ from: 0, until: first.until }, ...rest];
}

/** Whether a time is in one of the few stretches that days are. */
export function within(time: SQL, stretches: readonly Instants[]): SQL {
  if (stretches.length === 0) return sql`false`;
  const each = stretches.map(({ from, until }) => sql`(${time} >= ${from} and ${time} < ${until})`);
  return sql`(${sql.join(each, sql` or `)})`;
}
