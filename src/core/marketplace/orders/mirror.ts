import { unfinishedOrderStatuses } from '#contract/marketplace/orders.ts';
import { mirror } from '../../cache/mirror.ts';
import { orderEvents, orders } from './schema.ts';

/** Still under way: on every board, whatever their age. */
export const underWay = { column: 'status', in: unfinishedOrderStatuses } as const;

/** Their posts are to stay until `expires_at`, or to be published at `scheduled_at`. */
export const published = { column: 'status', in: ['published'] } as const;
export const confirmed = { column: 'status', in: ['confirmed'] } as const;

/**
 * Newest first within whom or what an order belongs to; everything else about many orders is asked of the rollups. Those under
 * way are few among millions that are not: they have an index of their own, and are kept however old they are.
 */
export const ordersMirror = mirror(orders, {
  indexes: {
    orders_by_advertiser: ['advertiserId', 'createdAt'],
    orders_by_channel: ['channelId', 'createdAt'],
    orders_by_created: ['createdAt'],
    orders_by_completed: ['completedAt'],
  },
  partialIndexes: {
    orders_under_way: { columns: ['status', 'id'], where: underWay },
    // Whose time is over, or was to begin. They begin with another column than the one above: SQLite would take either.
    orders_ending: { columns: ['expiresAt'], where: published },
    orders_to_publish: { columns: ['scheduledAt'], where: confirmed },
  },
  window: { column: 'createdAt', keep: underWay, alsoOutside: ['version'] },
});

/** The timeline of one order at a time. */
export const orderEventsMirror = mirror(orderEvents, {
  indexes: { order_events_by_order: ['orderId', 'at'] },
  window: { column: 'at' },
});
