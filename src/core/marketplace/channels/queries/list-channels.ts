import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Channel, ChannelFilter, channelSortColumns } from '#contract/marketplace/channel.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { daysInTime, within } from '../../days-in-time.ts';
import { channelRow, channelRows, errOf, listingsOf, trendOf } from './cached-channel.ts';

type SortColumn = (typeof channelSortColumns)[number];

type Input = {
  readonly filter: ChannelFilter;
  readonly sort: { readonly column: SortColumn; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
};

const sorts: Readonly<Record<SortColumn, SQL>> = {
  id: sql`c.id`,
  title: sql`fold(c.title)`,
  username: sql`lower(c.username)`,
  owner: sql`(select fold(o.name) from customers o where o.id = c.owner_id)`,
  category: sql`c.category`,
  language: sql`c.language`,
  subscribers: sql`c.subscribers`,
  trend: trendOf,
  averageViews: sql`c.average_views`,
  err: errOf,
  state: sql`c.state`,
  listings: listingsOf,
  createdAt: sql`c.created_at`,
  decidedAt: sql`c.decided_at`,
};

const counted = z.object({ total: z.int() });

/** One page of the channels that match and how many there are. Ties go by number; what is not known comes last. */
export async function listChannels(
  cache: CacheReads,
  { filter, sort, offset, limit }: Input,
): Promise<{ rows: Channel[]; total: number }> {
  const matching = await matchingChannels(cache, filter);
  const order = channelOrder(sort);
  const page = sql`select c.id, row_number() over (order by ${order}) as place from channels c where ${matching}
    order by place limit ${limit} offset ${offset}`;
  const [rows, [count]] = await cache.together<[Channel, z.output<typeof counted>]>([
    { sql: channelRows(page), row: channelRow },
    { sql: sql`select count(*) as total from channels c where ${matching}`, row: counted },
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** Ties go by number; what is not known comes last. */
export function channelOrder({ column, descending }: Input['sort']): SQL {
  const direction = descending ? sql`desc` : sql`asc`;
  return sql`${sorts[column]} ${direction} nulls last, c.id ${direction}`;
}

/** The condition of a filter on the channels `c` in the local copy. */
export async function matchingChannels(
  cache: CacheReads,
  { search, states, categories, ownerId, ...days }: ChannelFilter,
): Promise<SQL> {
  const added = await daysInTime(cache, days.added);
  const text = search.trim();
  return sql.join(
    [
      sql`true`,
      ...(states.length === 0 ? [] : [sql`c.state in ${[...states]}`]),
      ...(categories.length === 0 ? [] : [sql`c.category in ${[...categories]}`]),
      ...(ownerId === null ? [] : [sql`c.owner_id = ${ownerId}`]),
      ...(added === null ? [] : [within(sql`c.created_at`, added)]),
      ...(text === '' ? [] : [searched(text)]),
    ],
    sql` and `,
  );
}

function searched(text: string): SQL {
  const number = /^#(\d{1,15})$/.exec(text)?.[1];
  if (number !== undefined) return sql`c.id = ${Number(number)}`;
  const name = text.replace(/^@/, '');
  return sql`(${containsText(sql`c.title`, name)} or ${containsText(sql`coalesce(c.username, '')`, name)}
    or c.owner_id in (select id from customers where ${containsText(sql`name`, name)}))`;
}
