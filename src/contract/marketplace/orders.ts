/** The life of an order, PRODUCT.md §3. Which moves exist between them is the state machine's to say. */
export const orderStatuses = [
  'draft',
  'pending',
  'confirmed',
  'published',
  'completed',
  'rejected',
  'cancelled',
  'disputed',
  'refunded',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** The advertiser's money is in escrow. */
export const openOrderStatuses = ['pending', 'confirmed', 'published', 'disputed'] as const;

/** Something still moves an order out of these. */
export const unfinishedOrderStatuses = ['draft', ...openOrderStatuses] as const;

/** Nothing moves an order out of these. */
export const finalOrderStatuses = ['completed', 'rejected', 'cancelled', 'refunded'] as const;

/** Rows of an order's timeline: moves of its state, and what else happened to it. */
export const orderEventKinds = ['created', 'moved', 'edited', 'noted', 'checked'] as const;
export type OrderEventKind = (typeof orderEventKinds)[number];

/** Who acted: an operator of the console, a customer, or a job. */
export const actorKinds = ['operator', 'customer', 'system'] as const;
export type ActorKind = (typeof actorKinds)[number];
