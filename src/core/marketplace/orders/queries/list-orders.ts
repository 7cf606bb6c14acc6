import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { OrderFilter, OrderRow } from '#contract/marketplace/order.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { orderRow, orderRows } from './cached-order.ts';
import { matchingOrders } from './matching-orders.ts';

type Input = {
  readonly filter: OrderFilter;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
};

const counted = z.object({ total: z.int() });

/** One page of the orders that match, by number, and how many there are in all. */
export async function listOrders(
  cache: CacheReads,
  { filter, descending, offset, limit }: Input,
): Promise<{ rows: OrderRow[]; total: number }> {
  const matching = matchingOrders(filter);
  const page = sql`select id from orders where ${matching}
    order by id ${descending ? sql`desc` : sql`asc`} limit ${limit} offset ${offset}`;
  const [rows, [count]] = await cache.together<[OrderRow, z.output<typeof counted>]>([
    { sql: orderRows(page, descending), row: orderRow },
    { sql: sql`select count(*) as total from orders where ${matching}`, row: counted },
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** How many of the orders that match are in each status, with the newest of each. */
export async function orderBoard(
  cache: CacheReads,
  { filter, perStatus }: { readonly filter: OrderFilter; readonly perStatus: number },
) {
  const shown = orderStatuses.filter(
    (status) => filter.statuses.length === 0 || filter.statuses.includes(status),
  );
  return Promise.all(
    shown.map(async (status) => {
      const page = {
        filter: { ...filter, statuses: [status] },
        descending: true,
        offset: 0,
        limit: perStatus,
      };
      const { rows, total } = await listOrders(cache, page);
      return { status, total, newest: rows };
    }),
  );
}
