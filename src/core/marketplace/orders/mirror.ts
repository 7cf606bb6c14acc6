import { orderStatuses, unfinishedOrderStatuses } from '#contract/marketplace/orders.ts';
import { mirror } from '../../cache/mirror.ts';
import { orderEvents, orders } from './schema.ts';

/** Still under way: on every board, whatever their age. */
export const underWay = { column: 'status', in: unfinishedOrderStatuses } as const;

/** One in eight, and what people look for by its status. */
export const notCompleted = {
  column: 'status',
  in: orderStatuses.filter((status) => status !== 'completed'),
} as const;

/** Their posts are to stay until `expires_at`, or to be published at `scheduled_at`. */
export const published = { column: 'status', in: ['published'] } as const;
export const confirmed = { column: 'status', in: ['confirmed'] } as const;

/**
 * Newest first within whom or what an order belongs to; everything else about many orders is asked of the rollups. A channel's
 * index has what its ranking of advertisers adds up: in the table, each of those rows is on a page of its own. Those that are not
 * completed have an index of their own, with what a search by a name asks for; those under way are kept however old they are.
 */
export const ordersMirror = mirror(orders, {
  indexes: {
    orders_by_advertiser: ['advertiserId', 'createdAt', 'channelId'],
    orders_by_channel: [
      'channelId',
      'createdAt',
      'advertiserId',
      'status',
      'currency',
      'priceMicros',
      'refundedMicros',
    ],
    orders_by_created: ['createdAt'],
    orders_by_completed: ['completedAt'],
  },
  partialIndexes: {
    orders_not_completed: { columns: ['status', 'id', 'advertiserId', 'channelId'], where: notCompleted },
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
