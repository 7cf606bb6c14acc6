import { z } from 'zod';
import { channelIdSchema, listingIdSchema } from '#contract/ids.ts';
import { categories, listingStates, postFormats } from '#contract/marketplace/channels.ts';
import { type ListingFilter, listingSortColumns } from '#contract/marketplace/listing.ts';
import { amountSchema, currencySchema } from '#contract/money.ts';
import { sortFromText } from '../../components/data-grid/sort-text.ts';

/** What of the listings page stands in its URL. A part that was edited into nonsense falls back alone. */
export const listingsSearchSchema = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  state: z.array(z.enum(listingStates)).optional().catch(undefined),
  category: z.array(z.enum(categories)).optional().catch(undefined),
  format: z.array(z.enum(postFormats)).optional().catch(undefined),
  language: z.array(z.string().max(2)).optional().catch(undefined),
  country: z.array(z.string().max(2)).optional().catch(undefined),
  currency: currencySchema.optional().catch(undefined),
  /** Micros, as text: they may be beyond what a number holds. */
  priceFrom: z.coerce.string().pipe(amountSchema).optional().catch(undefined),
  priceTo: z.coerce.string().pipe(amountSchema).optional().catch(undefined),
  cpmTo: z.coerce.string().pipe(amountSchema).optional().catch(undefined),
  subscribers: z.int().positive().optional().catch(undefined),
  /** A share of one. */
  err: z.number().min(0).max(1).optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  listing: listingIdSchema.optional().catch(undefined),
  /** The dialog for a new listing is open, for this channel where one is named. */
  add: z.boolean().optional().catch(undefined),
  channel: channelIdSchema.optional().catch(undefined),
});
export type ListingsSearch = z.infer<typeof listingsSearchSchema>;

export function listingsSort(search: ListingsSearch) {
  return sortFromText(search.sort, listingSortColumns, { column: 'subscribers', descending: true });
}

export function listingsFilter(search: ListingsSearch): ListingFilter {
  return {
    search: search.q?.trim() ?? '',
    states: search.state ?? [],
    categories: search.category ?? [],
    formats: search.format ?? [],
    languages: search.language ?? [],
    countries: search.country ?? [],
    currency: search.currency ?? null,
    priceFrom: search.priceFrom ?? null,
    priceTo: search.priceTo ?? null,
    cpmTo: search.cpmTo ?? null,
    subscribersFrom: search.subscribers ?? null,
    errFrom: search.err ?? null,
    channelId: null,
  };
}

export const noFilter = {
  q: undefined,
  state: undefined,
  category: undefined,
  format: undefined,
  language: undefined,
  country: undefined,
  currency: undefined,
  priceFrom: undefined,
  priceTo: undefined,
  cpmTo: undefined,
  subscribers: undefined,
  err: undefined,
} as const satisfies Partial<ListingsSearch>;

const filterKeys = Object.keys(noFilter);

export function isFiltered(search: ListingsSearch): boolean {
  return Object.entries(search).some(([key, value]) => filterKeys.includes(key) && value !== undefined);
}
