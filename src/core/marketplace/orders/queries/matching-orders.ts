import { type SQL, sql } from 'drizzle-orm';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { oneOfTexts } from '../../../cache/cache-ddl.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { underWay } from '../mirror.ts';

/** What SQLite has to read to answer by the index of the orders under way, in the words of that index. */
const isUnderWay = sql.raw(oneOfTexts(underWay));

function inStatuses(statuses: OrderFilter['statuses']): SQL {
  const any = sql`orders.status in ${[...statuses]}`;
  return statuses.every((status) => underWay.in.some((open) => open === status))
    ? sql`${any} and ${isUnderWay}`
    : any;
}

/** The order that a search asks for by its number; null when it is a search for a name. */
export function searchedNumber(search: string): number | null {
  const number = /^#?(\d{1,15})$/.exec(search.trim())?.[1];
  return number === undefined ? null : Number(number);
}

/** The condition of a filter on `orders` in the local copy. */
export function matchingOrders(filter: OrderFilter): SQL {
  const { search, statuses, categories, advertiserId, editorId } = filter;
  const conditions = [
    sql`true`,
    ...(statuses.length === 0 ? [] : [inStatuses(statuses)]),
    ...(categories.length === 0 ? [] : [sql`orders.category in ${[...categories]}`]),
    ...(advertiserId === null ? [] : [sql`orders.advertiser_id = ${advertiserId}`]),
    ...(editorId === null ? [] : [sql`orders.editor_id = ${editorId}`]),
    ...(search.trim() === '' ? [] : [searched(search.trim())]),
  ];
  return sql.join(conditions, sql` and `);
}

function searched(text: string): SQL {
  const number = searchedNumber(text);
  if (number !== null) return sql`orders.id = ${number}`;
  const name = text.replace(/^@/, '');
  return sql`(orders.advertiser_id in (select id from customers where ${containsText(sql`name`, name)})
    or orders.channel_id in (
      select id from channels where ${containsText(sql`title`, name)} or ${containsText(sql`coalesce(username, '')`, name)}))`;
}
