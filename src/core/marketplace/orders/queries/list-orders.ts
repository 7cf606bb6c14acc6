import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BoardLane, OrderFilter, OrderRow } from '#contract/marketplace/order.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { orderRow } from './cached-order.ts';
import { countByStatus, statusCountsRow, sumOfStatuses } from './count-by-status.ts';
import { daysKept } from './kept-orders.ts';
import { type FilterInTime, filterInTime } from './filter-in-time.ts';
import { matchingOrders } from './matching-orders.ts';
import { isSearchByName, orderPage } from './order-page.ts';

type Input = {
  readonly filter: OrderFilter;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
};

const counted = z.object({ total: z.int() });

/** So many matches of a search are counted and no more: nobody scrolls further, and counting millions takes seconds. */
const mostFound = 100_000;
/** The same for a lane of the board, which there are nine of. */
const mostFoundInLane = 1_000;

/** One page of the orders that match and are kept, by number, and how many of them there are. */
export async function listOrders(
  cache: CacheReads,
  { descending, offset, limit, ...input }: Input,
): Promise<{ rows: OrderRow[]; total: number }> {
  const filter = await filterInTime(cache, input.filter);
  const total = { sql: sql`select ${keptTotal(filter)} as total`, row: counted };
  const page = (areMany: boolean) => ({
    sql: orderPage(filter, { descending, limit, offset, areMany }),
    row: orderRow,
  });
  if (!isSearchByName(filter)) {
    const [rows, [count]] = await cache.together<[OrderRow, z.output<typeof counted>]>([page(false), total]);
    return { rows, total: count?.total ?? 0 };
  }
  const [count] = await cache.rows(total.sql, total.row);
  const found = count?.total ?? 0;
  const { sql: query, row } = page(found === mostFound);
  return { rows: found === 0 ? [] : await cache.rows(query, row), total: found };
}

/** How many of the orders that match are kept: from the sums when all are, and counted when only a window is. */
function keptTotal(filter: FilterInTime): SQL {
  const counts = countByStatus(filter);
  // What a number on a dashboard leads to is counted to the last: it has to be that number.
  if (counts === null && (filter.instants !== undefined || filter.since !== null || filter.overdue)) {
    return sql`(select count(*) from orders where ${matchingOrders(filter)})`;
  }
  if (counts === null) return countUpTo(filter, mostFound);
  return sql`case when ${daysKept('orders')} is null then ${sumOfStatuses(counts, filter.statuses)}
    else (select count(*) from orders where ${matchingOrders(filter)}) end`;
}

function countUpTo(filter: FilterInTime, most: number): SQL {
  return sql`(select count(*) from (select 1 from orders where ${matchingOrders(filter)} limit ${most}))`;
}

/**
 * How many of the orders that match are in each status, and the newest of each that are kept. The numbers are those of all
 * time, from the sums; where these do not tell such orders apart, those that are kept are counted, up to a thousand (`atLeast`).
 */
export async function orderBoard(
  cache: CacheReads,
  { perStatus, ...input }: { readonly filter: OrderFilter; readonly perStatus: number },
): Promise<BoardLane[]> {
  const filter = await filterInTime(cache, input.filter);
  const shown = orderStatuses.filter(
    (status) => filter.statuses.length === 0 || filter.statuses.includes(status),
  );
  const counts = countByStatus(filter);
  const [fromSums] = counts === null ? [] : await cache.rows(counts, statusCountsRow);
  return Promise.all(
    shown.map(async (status) => {
      const ofLane = { ...filter, statuses: [status] };
      const newest = (areMany: boolean) =>
        cache.rows(orderPage(ofLane, { descending: true, limit: perStatus, offset: 0, areMany }), orderRow);
      if (fromSums !== undefined)
        return { status, total: fromSums[status], atLeast: false, newest: await newest(false) };
      const [found] = await cache.rows(sql`select ${countUpTo(ofLane, mostFoundInLane)} as total`, counted);
      const total = found?.total ?? 0;
      const atLeast = total === mostFoundInLane;
      return { status, total, atLeast, newest: await newest(atLeast && isSearchByName(filter)) };
    }),
  );
}
