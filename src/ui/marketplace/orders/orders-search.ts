import { z } from 'zod';
import { dateRangeSchema } from '#contract/analytics.ts';
import { channelIdSchema, customerIdSchema, listingIdSchema, orderIdSchema } from '#contract/ids.ts';
import { categories } from '#contract/marketplace/channels.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { currencySchema } from '#contract/money.ts';
import { instantSchema } from '#contract/time.ts';
import { sortFromText } from '../../components/data-grid/sort-text.ts';

export const orderParts = ['overview', 'timeline'] as const;
export type OrderPart = (typeof orderParts)[number];

/** What of the orders page stands in its URL. A part that was edited into nonsense falls back alone. */
export const ordersSearchSchema = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  status: z.array(z.enum(orderStatuses)).optional().catch(undefined),
  category: z.array(z.enum(categories)).optional().catch(undefined),
  /** Orders that this customer bought. */
  buyer: customerIdSchema.optional().catch(undefined),
  seller: customerIdSchema.optional().catch(undefined),
  channel: channelIdSchema.optional().catch(undefined),
  currency: currencySchema.optional().catch(undefined),
  /** Days that they were created or completed on. */
  created: dateRangeSchema.optional().catch(undefined),
  completed: dateRangeSchema.optional().catch(undefined),
  /** One hour of the week of those days. */
  hour: z.int().min(0).max(167).optional().catch(undefined),
  since: z
    .object({ what: z.enum(['created', 'completed']), at: instantSchema })
    .optional()
    .catch(undefined),
  overdue: z.boolean().optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  view: z.enum(['board']).optional().catch(undefined),
  order: orderIdSchema.optional().catch(undefined),
  part: z.enum(orderParts).optional().catch(undefined),
  /** The dialog for a new order is open. */
  add: z.boolean().optional().catch(undefined),
  /** What it shall buy. */
  listing: listingIdSchema.optional().catch(undefined),
});
export type OrdersSearch = z.infer<typeof ordersSearchSchema>;

export function ordersSort(search: OrdersSearch) {
  return sortFromText(search.sort, ['id'], { column: 'id', descending: true });
}

export function ordersFilter(search: OrdersSearch): OrderFilter {
  const { q, status, category, buyer, seller, channel, currency, created, completed, hour, since } = search;
  const hasDays = created !== undefined || completed !== undefined;
  return {
    search: q?.trim() ?? '',
    statuses: status ?? [],
    categories: category ?? [],
    advertiserId: buyer ?? null,
    editorId: seller ?? null,
    channelId: channel ?? null,
    currency: currency ?? null,
    created: created ?? null,
    completed: completed ?? null,
    hourOfWeek: hasDays ? (hour ?? null) : null,
    since: since ?? null,
    overdue: search.overdue ?? false,
  };
}

export function isFiltered(filter: OrderFilter): boolean {
  const { search, statuses, categories: chosen, overdue, ...one } = filter;
  return (
    search !== '' ||
    overdue ||
    statuses.length > 0 ||
    chosen.length > 0 ||
    Object.values(one).some((value) => value !== null)
  );
}

export const noFilter = {
  q: undefined,
  status: undefined,
  category: undefined,
  buyer: undefined,
  seller: undefined,
  channel: undefined,
  currency: undefined,
  created: undefined,
  completed: undefined,
  hour: undefined,
  since: undefined,
  overdue: undefined,
} as const;

/** What of the page has to stand in its URL to show the orders of a filter. */
export function ordersSearchOf(filter: OrderFilter): OrdersSearch {
  const { search, statuses, categories: chosen, created, completed, since, overdue } = filter;
  return {
    q: search === '' ? undefined : search,
    status: statuses.length === 0 ? undefined : statuses,
    category: chosen.length === 0 ? undefined : chosen,
    buyer: filter.advertiserId ?? undefined,
    seller: filter.editorId ?? undefined,
    channel: filter.channelId ?? undefined,
    currency: filter.currency ?? undefined,
    created: created ?? undefined,
    completed: completed ?? undefined,
    hour: filter.hourOfWeek ?? undefined,
    since: since ?? undefined,
    overdue: overdue || undefined,
  };
}
