import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ChannelId } from '#contract/ids.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { type OrderStatus, orderStatuses } from '#contract/marketplace/orders.ts';
import { rollupTable } from '../../../cache/rollups/rollup-tables.ts';
import { ordersByAdvertiser, ordersByCategory, ordersByChannel } from '../rollups.ts';

/** How many orders there are in each status, of all time. */
export const statusCountsRow = z.record(z.enum(orderStatuses), z.int());

type Narrowing = Partial<
  Pick<OrderFilter, 'channelId' | 'currency' | 'created' | 'completed' | 'since' | 'overdue'>
>;
type CountedFilter = Pick<OrderFilter, 'search' | 'categories' | 'advertiserId' | 'editorId'> & Narrowing;

/**
 * Counts the orders that match by status, of all time and from the sums, so that it costs the same for ten million. Null where
 * the sums do not tell such orders apart: a search, two of category, advertiser and editor together, or a channel, a currency or days.
 */
export function countByStatus({
  search,
  categories,
  advertiserId,
  editorId,
  ...narrowing
}: CountedFilter): SQL | null {
  if (search.trim() !== '' || isNarrowed(narrowing)) return null;
  const named = [categories.length > 0, advertiserId !== null, editorId !== null];
  if (named.filter(Boolean).length > 1) return null;
  if (advertiserId !== null)
    return countIn(rollupTable(ordersByAdvertiser, 'total'), sql`advertiser_id = ${advertiserId}`);
  if (editorId !== null) {
    // An editor's orders are those of their channels.
    const channels = sql`channel_id in (select id from channels where owner_id = ${editorId})`;
    return countIn(rollupTable(ordersByChannel, 'total'), channels);
  }
  const condition = categories.length === 0 ? sql`true` : sql`category in ${[...categories]}`;
  return countIn(rollupTable(ordersByCategory, 'month'), condition);
}

function isNarrowed(narrowing: Narrowing): boolean {
  const { overdue = false, channelId, currency, created, completed, since } = narrowing;
  return overdue || [channelId, currency, created, completed, since].some((part) => (part ?? null) !== null);
}

/** The orders of one channel by status, of all time. */
export function countOfChannel(channelId: ChannelId): SQL {
  return countIn(rollupTable(ordersByChannel, 'total'), sql`channel_id = ${channelId}`);
}

function countIn(table: string, condition: SQL): SQL {
  const sums = orderStatuses.map((status) => sql.raw(`coalesce(sum(${status}), 0) as ${status}`));
  return sql`select ${sql.join(sums, sql`, `)} from ${sql.raw(table)} where ${condition}`;
}

/** The number of orders in any of these statuses, of `countByStatus`. */
export function sumOfStatuses(counts: SQL, statuses: readonly OrderStatus[]): SQL {
  const chosen = statuses.length === 0 ? orderStatuses : statuses;
  return sql`(select ${sql.raw(chosen.join(' + '))} from (${counts}))`;
}
