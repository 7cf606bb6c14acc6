import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DateRange } from '#contract/analytics.ts';
import { channelIdSchema, type CustomerId } from '#contract/ids.ts';
import { ordersByChannel } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { type ChannelTotals, channelTotals } from '../channel-totals.ts';
import { totalsMeasures, totalsRow } from '../columns.ts';
import { daysOf } from '../dates.ts';
import { askOrders } from '../questions.ts';

/** The channels that a customer owns, with the orders in them, by currency; those without orders are left out. */
export async function editorChannels(
  reader: AnalyticsReader,
  { editorId, range }: { readonly editorId: CustomerId; readonly range: DateRange | null },
): Promise<ChannelTotals[]> {
  const owned = await reader.cache.rows(
    sql`select id, title from channels where owner_id = ${editorId}`,
    z.object({ id: channelIdSchema, title: z.string() }),
  );
  const titles = new Map(owned.map(({ id, title }) => [id, title]));
  const question = askOrders(reader, ordersByChannel, {
    range: range === null ? null : daysOf(range),
    by: 'none',
    dimensions: ['channel_id', 'currency'],
    measures: totalsMeasures,
    where: { channel_id: owned.map(({ id }) => id) },
  });
  const rows = await reader.cache.rows(
    sql`${question} order by completed_price desc, channel_id`,
    totalsRow.extend({ channel_id: channelIdSchema }),
  );
  return rows.map((row) => channelTotals({ ...row, title: titles.get(row.channel_id) ?? '' }));
}
