import { type SQL, sql } from 'drizzle-orm';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { oneOfTexts } from '../../../cache/cache-ddl.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { within } from '../../days-in-time.ts';
import { confirmed, published, underWay } from '../mirror.ts';
import type { FilterInTime } from './filter-in-time.ts';

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

/**
 * The condition of a filter on `orders` in the local copy.
 *
 * @throws Error for days that nobody has looked up (`filterInTime`): a mistake in the program.
 */
export function matchingOrders(filter: FilterInTime): SQL {
  const { search, statuses, categories, advertiserId, editorId, channelId, currency, instants } = filter;
  const { since, overdue, now = Date.now() } = filter;
  if (instants === undefined && (filter.created !== null || filter.completed !== null)) {
    throw new Error('the days of the filter were not looked up');
  }
  const { created = null, completed = null } = instants ?? {};
  const conditions = [
    sql`true`,
    ...(statuses.length === 0 ? [] : [inStatuses(statuses)]),
    ...(categories.length === 0 ? [] : [sql`orders.category in ${[...categories]}`]),
    ...(advertiserId === null ? [] : [sql`orders.advertiser_id = ${advertiserId}`]),
    ...(editorId === null ? [] : [sql`orders.editor_id = ${editorId}`]),
    ...(channelId === null ? [] : [sql`orders.channel_id = ${channelId}`]),
    ...(currency === null ? [] : [sql`orders.currency = ${currency}`]),
    ...(created === null ? [] : [within('orders', 'created_at', created)]),
    ...(completed === null ? [] : [within('orders', 'completed_at', completed)]),
    ...(since === null ? [] : [from(since)]),
    ...(overdue ? [overdueAt(now)] : []),
    ...(search.trim() === '' ? [] : [searched(search.trim())]),
  ];
  return sql.join(conditions, sql` and `);
}

function from({ what, at }: NonNullable<OrderFilter['since']>): SQL {
  return sql`${what === 'created' ? sql`orders.created_at` : sql`orders.completed_at`} >= ${at}`;
}

/** Orders whose publication or whose end is in the past, in the words of the indexes of those. */
function overdueAt(now: number): SQL {
  return sql`((${sql.raw(oneOfTexts(published))} and orders.expires_at < ${now})
    or (${sql.raw(oneOfTexts(confirmed))} and orders.scheduled_at < ${now}))`;
}

function searched(text: string): SQL {
  const number = searchedNumber(text);
  if (number !== null) return sql`orders.id = ${number}`;
  const name = text.replace(/^@/, '');
  return sql`(orders.advertiser_id in (select id from customers where ${containsText(sql`name`, name)})
    or orders.channel_id in (
      select id from channels where ${containsText(sql`title`, name)} or ${containsText(sql`coalesce(username, '')`, name)}))`;
}
