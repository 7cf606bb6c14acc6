import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Listing, ListingFilter, listingSortColumns } from '#contract/marketplace/listing.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { cpmOf, errOf, listingColumns, listingRow } from './cached-listing.ts';

type SortColumn = (typeof listingSortColumns)[number];

type Input = {
  readonly filter: ListingFilter;
  readonly sort: { readonly column: SortColumn; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
};

const sorts: Readonly<Record<SortColumn, SQL>> = {
  id: sql`l.id`,
  channel: sql`fold(c.title)`,
  category: sql`c.category`,
  format: sql`l.format`,
  price: sql`l.price_micros`,
  cpm: cpmOf,
  subscribers: sql`c.subscribers`,
  averageViews: sql`c.average_views`,
  err: errOf,
  state: sql`l.state`,
  changedAt: sql`l.changed_at`,
};

const counted = z.object({ total: z.int() });

/**
 * One page of the listings that match and how many there are. Ties go by number. Prices and CPM are ordered within their currency:
 * a number of one says nothing beside a number of another.
 */
export async function listListings(
  cache: CacheReads,
  { filter, sort, offset, limit }: Input,
): Promise<{ rows: Listing[]; total: number }> {
  const matching = matchingListings(filter);
  const order = listingOrder(sort, filter);
  const from = sql`listings l join channels c on c.id = l.channel_id`;
  const [rows, [count]] = await cache.together<[Listing, z.output<typeof counted>]>([
    {
      sql: sql`select ${listingColumns} from ${from} join customers o on o.id = c.owner_id
        where ${matching} order by ${order} limit ${limit} offset ${offset}`,
      row: listingRow,
    },
    { sql: sql`select count(*) as total from ${from} where ${matching}`, row: counted },
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** Ties go by number; money is ordered within its currency, what is not known comes last. */
export function listingOrder({ column, descending }: Input['sort'], { currency }: ListingFilter): SQL {
  const direction = descending ? sql`desc` : sql`asc`;
  const isMoney = column === 'price' || column === 'cpm';
  return sql`${isMoney && currency === null ? sql`l.currency,` : sql``}
    ${sorts[column]} ${direction} nulls last, l.id ${direction}`;
}

const oneOf = (column: SQL, values: readonly string[]) =>
  values.length === 0 ? [] : [sql`${column} in ${[...values]}`];

/** The condition of a filter on the listings `l` of the channels `c` in the local copy. */
export function matchingListings(filter: ListingFilter): SQL {
  const { search, states, categories, formats, languages, countries, currency } = filter;
  const text = search.trim();
  return sql.join(
    [
      sql`true`,
      ...oneOf(sql`l.state`, states),
      ...oneOf(sql`c.category`, categories),
      ...oneOf(sql`l.format`, formats),
      ...oneOf(sql`c.language`, languages),
      ...oneOf(sql`c.country`, countries),
      ...(currency === null ? [] : [sql`l.currency = ${currency}`, ...withinPrices(filter)]),
      ...(filter.subscribersFrom === null ? [] : [sql`c.subscribers >= ${filter.subscribersFrom}`]),
      ...(filter.errFrom === null ? [] : [sql`${errOf} >= ${filter.errFrom}`]),
      ...(filter.channelId === null ? [] : [sql`l.channel_id = ${filter.channelId}`]),
      ...(text === '' ? [] : [searched(text)]),
    ],
    sql` and `,
  );
}

function withinPrices({ priceFrom, priceTo, cpmTo }: ListingFilter): SQL[] {
  return [
    ...(priceFrom === null ? [] : [sql`l.price_micros >= ${BigInt(priceFrom)}`]),
    ...(priceTo === null ? [] : [sql`l.price_micros <= ${BigInt(priceTo)}`]),
    ...(cpmTo === null ? [] : [sql`${cpmOf} <= ${BigInt(cpmTo)}`]),
  ];
}

function searched(text: string): SQL {
  const number = /^#(\d{1,15})$/.exec(text)?.[1];
  if (number !== undefined) return sql`l.id = ${Number(number)}`;
  const name = text.replace(/^@/, '');
  return sql`(${containsText(sql`c.title`, name)} or ${containsText(sql`coalesce(c.username, '')`, name)})`;
}
