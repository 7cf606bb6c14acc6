import { type SQL, sql } from 'drizzle-orm';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { oneOfTexts } from '../../../cache/cache-ddl.ts';
import { containsText } from '../../../cache/containing-text.ts';
import type { Instants } from '../../../cache/rollups/local-calendar.ts';
import { within } from '../../days-in-time.ts';
import { confirmed, notCompleted, published } from '../mirror.ts';
import type { FilterInTime } from './filter-in-time.ts';

/** What SQLite has to read to answer by the index of the orders that are not completed, in the words of that index. */
const isNotCompleted = sql.raw(oneOfTexts(notCompleted));

function inStatuses(statuses: OrderFilter['statuses']): SQL {
  const any = sql`orders.status in ${[...statuses]}`;
  return haveAnIndex(statuses) ? sql`${any} and ${isNotCompleted}` : any;
}

/** Such orders are few beside those that are completed, and an index of their own has them. */
function haveAnIndex(statuses: OrderFilter['statuses']): boolean {
  return statuses.length > 0 && !statuses.includes('completed');
}

type OrderTime = 'created_at' | 'completed_at';

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
  const at = filter.hourOfWeek === null ? onDays : inHours;
  const conditions = [
    sql`true`,
    ...(statuses.length === 0 ? [] : [inStatuses(statuses)]),
    ...(categories.length === 0 ? [] : [sql`orders.category in ${[...categories]}`]),
    ...(advertiserId === null ? [] : [sql`orders.advertiser_id = ${advertiserId}`]),
    ...(editorId === null ? [] : [sql`orders.editor_id = ${editorId}`]),
    ...(channelId === null ? [] : [sql`orders.channel_id = ${channelId}`]),
    ...(currency === null ? [] : [sql`orders.currency = ${currency}`]),
    ...(created === null ? [] : [at('created_at', created)]),
    ...(completed === null ? [] : [at('completed_at', completed)]),
    ...(since === null ? [] : [from(since)]),
    ...(overdue ? [overdueAt(now)] : []),
    ...(search.trim() === '' ? [] : [searched(search.trim(), haveAnIndex(statuses))]),
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

function onDays(column: OrderTime, days: readonly Instants[]): SQL {
  return within(sql.raw(`orders.${column}`), days);
}

/** Hours are many: each is looked up in the index on the time, so that no other orders are looked at. */
function inHours(column: OrderTime, hours: readonly Instants[]): SQL {
  if (hours.length === 0) return sql`false`;
  const values = hours.map(({ from: start, until }) => sql`(${start}, ${until})`);
  const time = sql.raw(`one.${column}`);
  return sql`orders.id in (with hours(start, stop) as (values ${sql.join(values, sql`, `)})
    select one.id from hours cross join orders one where ${time} >= hours.start and ${time} < hours.stop)`;
}

function searched(text: string, byStatus: boolean): SQL {
  const number = searchedNumber(text);
  if (number !== null) return sql`orders.id = ${number}`;
  const name = text.replace(/^@/, '');
  // With a plus SQLite looks at those few by their status, and not at all orders of everybody of that name.
  const own = byStatus ? sql.raw('+') : sql.raw('');
  return sql`(${own}orders.advertiser_id in (select id from customers where ${containsText(sql`name`, name)})
    or ${own}orders.channel_id in (
      select id from channels where ${containsText(sql`title`, name)} or ${containsText(sql`coalesce(username, '')`, name)}))`;
}
