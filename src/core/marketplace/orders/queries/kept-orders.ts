import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { KeptOrders, OrderFilter } from '#contract/marketplace/order.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { countByStatus, sumOfStatuses } from './count-by-status.ts';
import { filterInTime } from './filter-in-time.ts';
import { matchingOrders, searchedNumber } from './matching-orders.ts';

/** How many days of a table are kept in the local copy; null when it is kept as a whole. */
export function daysKept(table: 'orders' | 'order_events'): SQL {
  return sql`(select days from cache_tables where name = ${table})`;
}

/**
 * Whether the local copy has the last days of the orders only, and how many of those that match are in its sums alone. Null when
 * every order is kept; `older` is null where the sums do not tell such orders apart.
 */
export async function keptOrders(cache: CacheReads, asked: OrderFilter): Promise<KeptOrders | null> {
  const filter = await filterInTime(cache, asked);
  const [kept] = await cache.rows(
    sql`select ${daysKept('orders')} as days, case when ${daysKept('orders')} is null then null else ${older(filter)} end as older`,
    z.object({ days: z.int().nullable(), older: z.int().nullable() }),
  );
  if (kept === undefined || kept.days === null) return null;
  return { days: kept.days, older: kept.older === null ? null : Math.max(0, kept.older) };
}

function older(filter: OrderFilter): SQL {
  const number = searchedNumber(filter.search);
  if (number !== null) return sql`(select count(*) from orders_outside where id = ${number})`;
  const counts = countByStatus(filter);
  if (counts === null) return sql`null`;
  const { statuses } = filter;
  return sql`${sumOfStatuses(counts, statuses)} - (select count(*) from orders where ${matchingOrders(filter)})`;
}
