import { z } from 'zod';
import { customerIdSchema, orderIdSchema } from '#contract/ids.ts';
import { categories } from '#contract/marketplace/channels.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
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
  sort: z.string().optional().catch(undefined),
  view: z.enum(['board']).optional().catch(undefined),
  order: orderIdSchema.optional().catch(undefined),
  part: z.enum(orderParts).optional().catch(undefined),
  /** The dialog for a new order is open. */
  add: z.boolean().optional().catch(undefined),
});
export type OrdersSearch = z.infer<typeof ordersSearchSchema>;

export function ordersSort(search: OrdersSearch) {
  return sortFromText(search.sort, ['id'], { column: 'id', descending: true });
}

export function ordersFilter({ q, status, category, buyer, seller }: OrdersSearch): OrderFilter {
  return {
    search: q?.trim() ?? '',
    statuses: status ?? [],
    categories: category ?? [],
    advertiserId: buyer ?? null,
    editorId: seller ?? null,
  };
}

export function isFiltered(filter: OrderFilter): boolean {
  const { search, statuses, categories: chosen, advertiserId, editorId } = filter;
  return (
    search !== '' || statuses.length > 0 || chosen.length > 0 || advertiserId !== null || editorId !== null
  );
}

export const noFilter = {
  q: undefined,
  status: undefined,
  category: undefined,
  buyer: undefined,
  seller: undefined,
} as const;
