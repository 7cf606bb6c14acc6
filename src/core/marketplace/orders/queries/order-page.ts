import { type SQL, sql } from 'drizzle-orm';
import { orderRows } from './cached-order.ts';
import type { FilterInTime } from './filter-in-time.ts';
import { matchingOrders, searchedNumber } from './matching-orders.ts';

/** A search by a name, which can be nobody's or everybody's. */
export const isSearchByName = ({ search }: FilterInTime): boolean =>
  search.trim() !== '' && searchedNumber(search) === null;

export type OrderPage = {
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
  /** So many match that a page of them is met soon on the way through the orders by number; sorting them all would take seconds. */
  readonly areMany: boolean;
};

/** The query for one page of the orders that match, by number. */
export function orderPage(filter: FilterInTime, { descending, limit, offset, areMany }: OrderPage): SQL {
  // Few rows that an index finds are sorted; otherwise SQLite would go through the orders by number until it has met enough.
  const number = filter.since !== null || filter.overdue ? sql`+id` : sql`id`;
  const from = areMany ? sql`orders not indexed` : sql`orders`;
  const page = sql`select id from ${from} where ${matchingOrders(filter)}
    order by ${number} ${descending ? sql`desc` : sql`asc`} limit ${limit} offset ${offset}`;
  return orderRows(page, descending);
}
