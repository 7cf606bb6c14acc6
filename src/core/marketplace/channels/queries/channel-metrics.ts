import { sql } from 'drizzle-orm';
import type { ChannelId } from '#contract/ids.ts';
import { type ChannelMetric, channelMetricSchema } from '#contract/marketplace/channel.ts';
import type { CacheReads } from '../../../cache/cache.ts';

const mostPoints = 400;
const dayMs = 86_400_000;

/** The measurements of the days before the last one, evenly thinned: every second, every third …, and always the last. */
export function channelMetrics(
  cache: CacheReads,
  { id, days }: { readonly id: ChannelId; readonly days: number },
): Promise<ChannelMetric[]> {
  return cache.rows(
    sql`with within as (
        select *, row_number() over (order by measured_at desc) as back, count(*) over () as total
        from channel_metrics
        where channel_id = ${id}
          and measured_at >= (select max(measured_at) from channel_metrics where channel_id = ${id}) - ${days * dayMs})
      select measured_at as at, subscribers,
        case when posts > 0 then cast(round(1.0 * views / posts) as integer) end as "averageViews",
        case when views > 0 then 1.0 * (forwards + reactions + comments) / views end as er,
        case when posts > 0 and subscribers > 0 then 1.0 * views / posts / subscribers end as err
      from within where (back - 1) % ((total + ${mostPoints - 1}) / ${mostPoints}) = 0 order by measured_at`,
    channelMetricSchema,
  );
}
