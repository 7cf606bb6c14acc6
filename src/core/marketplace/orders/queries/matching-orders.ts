import { type SQL, sql } from 'drizzle-orm';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { containsText } from '../../../cache/containing-text.ts';

/** The condition of a filter on `orders` in the local copy. */
export function matchingOrders(filter: OrderFilter): SQL {
  const { search, statuses, categories, advertiserId, editorId } = filter;
  const conditions = [
    sql`true`,
    ...(statuses.length === 0 ? [] : [sql`orders.status in ${[...statuses]}`]),
    ...(categories.length === 0 ? [] : [sql`orders.category in ${[...categories]}`]),
    ...(advertiserId === null ? [] : [sql`orders.advertiser_id = ${advertiserId}`]),
    ...(editorId === null ? [] : [sql`orders.editor_id = ${editorId}`]),
    ...(search.trim() === '' ? [] : [searched(search.trim())]),
  ];
  return sql.join(conditions, sql` and `);
}

function searched(text: string): SQL {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  if (number !== undefined) return sql`orders.id = ${Number(number)}`;
  const name = text.replace(/^@/, '');
  return sql`(orders.advertiser_id in (select id from customers where ${containsText(sql`name`, name)})
    or orders.channel_id in (
      select id from channels where ${containsText(sql`title`, name)} or ${containsText(sql`coalesce(username, '')`, name)}))`;
}
