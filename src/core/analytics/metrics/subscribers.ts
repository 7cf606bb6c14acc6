import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DateRange } from '#contract/analytics.ts';
import type { Granularity } from '#contract/metrics/metric-query.ts';
import { isoDate } from '../../cache/rollups/civil-date.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { daysOf } from '../dates.ts';
import { periodsOf } from './periods.ts';

type Input = {
  readonly channelId?: number;
  readonly editorId?: number;
  readonly range: DateRange | null;
  readonly granularity: Exclude<Granularity, 'none'>;
};

export type SubscribersAtEnd = { start: string; subscribers: number | null };

const row = z.object({ number: z.int(), subscribers: z.int().nullable() });
const firstRow = z.object({ first: z.int().nullable() });

/**
 * Subscribers at the end of each period, as last measured by then, of one channel or of all that an editor owns; null before the
 * first measurement that is kept.
 */
export async function subscribers(
  { cache, calendar }: AnalyticsReader,
  { channelId, editorId, range, granularity }: Input,
  now: number,
): Promise<SubscribersAtEnd[]> {
  const own = channelId === undefined ? sql`owner_id = ${editorId ?? 0}` : sql`id = ${channelId}`;
  const channels = sql`(select id from channels where ${own})`;
  const [known] = await cache.rows(
    sql`select min((select min(measured_at) from channel_metrics where channel_id = c.id)) as first from ${channels} c`,
    firstRow,
  );
  const today = calendar.dayOf(now);
  const days =
    range === null ? { from: calendar.dayOf(known?.first ?? now), until: today + 1 } : daysOf(range);
  const periods = periodsOf(days, granularity);
  const ends = periods.flatMap(({ number, days: { from, until } }): SQL[] => {
    const stop = calendar.instantsOf({ from, until }).at(-1)?.until;
    // What has not begun yet has no end to measure at.
    return stop === undefined || from > today ? [] : [sql`(${number}, ${stop})`];
  });
  if (ends.length === 0) return periods.map(({ start }) => ({ start: isoDate(start), subscribers: null }));
  const rows = await cache.rows(
    sql`with ends(number, stop) as (values ${sql.join(ends, sql.raw(', '))})
      select number, (select sum((select subscribers from channel_metrics
          where channel_id = c.id and measured_at < stop order by measured_at desc limit 1)) from ${channels} c) as subscribers
      from ends`,
    row,
  );
  const measured = new Map(rows.map(({ number, subscribers: sum }) => [number, sum]));
  return periods.map(({ number, start }) => ({
    start: isoDate(start),
    subscribers: measured.get(number) ?? null,
  }));
}
