import { type SQL, sql } from 'drizzle-orm';
import type { DateRange } from '#contract/analytics.ts';
import { rollupTable } from '../../cache/rollups/rollup-tables.ts';
import { ordersByChannel } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { type ChannelTotals, channelRow, channelTotals } from '../channel-totals.ts';
import { totalsMeasures } from '../columns.ts';
import { daysOf } from '../dates.ts';
import { askOrders } from '../questions.ts';

type Period =
  | { readonly kind: 'all' }
  | { readonly kind: 'quarter'; readonly year: number; readonly quarter: number }
  | { readonly kind: 'range'; readonly range: DateRange };

type Input = { readonly period: Period; readonly currency: string; readonly limit: number };

/** The channels that earned most, by the price of the completed among the orders that were created in the period. */
export async function topChannels(reader: AnalyticsReader, input: Input): Promise<ChannelTotals[]> {
  const rows = await reader.cache.rows(
    sql`select top.*, coalesce(channels.title, '') as title
      from (${cells(reader, input)} order by completed_price desc, channel_id desc limit ${input.limit}) top
      left join channels on channels.id = top.channel_id order by completed_price desc, channel_id desc`,
    channelRow,
  );
  return rows.map(channelTotals);
}

/** All time and quarters are ranked by an index: only the first are read, however many channels there are. */
function cells(reader: AnalyticsReader, { period, currency }: Input): SQL {
  if (period.kind === 'range') {
    const range = daysOf(period.range);
    const dimensions = ['channel_id', 'currency'];
    const where = { currency: [currency] };
    return askOrders(reader, ordersByChannel, {
      range,
      by: 'none',
      dimensions,
      measures: totalsMeasures,
      where,
    });
  }
  const columns = sql.raw(['channel_id', 'currency', ...totalsMeasures].join(', '));
  const table = sql.raw(rollupTable(ordersByChannel, period.kind === 'all' ? 'total' : 'quarter'));
  const number = period.kind === 'all' ? 0 : period.year * 4 + period.quarter - 1;
  return sql`select ${columns} from ${table} where period = ${number} and currency = ${currency}`;
}
