import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type ListingOffer, listingOfferSchema } from '#contract/marketplace/contract.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { microsColumn } from '../../../cache/micros-column.ts';

const row = z
  .object({
    id: z.int(),
    channel: z.string(),
    username: z.string().nullable(),
    category: z.string(),
    format: z.string(),
    price: microsColumn,
    currency: z.string(),
    durationHours: z.int(),
    subscribers: z.int(),
  })
  .transform(({ price, currency, ...offer }): ListingOffer =>
    listingOfferSchema.parse({ ...offer, price: { micros: price, currency } }),
  );

/** Listings that can be bought now: active, in an approved channel. The channels with the most subscribers first; `#12` is a number. */
export function findOffers(
  cache: CacheReads,
  { search, limit }: { readonly search: string; readonly limit: number },
): Promise<ListingOffer[]> {
  const text = search.trim().replace(/^@/, '');
  const number = /^#(\d{1,15})$/.exec(text)?.[1];
  const found =
    text === ''
      ? sql`true`
      : number !== undefined
        ? sql`l.id = ${Number(number)}`
        : sql`(${containsText(sql`c.title`, text)} or ${containsText(sql`coalesce(c.username, '')`, text)})`;
  return cache.rows(
    sql`select l.id, c.title as channel, c.username, c.category, l.format, l.price_micros as price, l.currency,
        l.duration_hours as durationHours, c.subscribers
      from listings l join channels c on c.id = l.channel_id
      where l.state = 'active' and c.state = 'approved' and ${found}
      order by c.subscribers desc, l.id limit ${limit}`,
    row,
  );
}
