import { mirror } from '../../cache/mirror.ts';
import { orderEvents, orders } from './schema.ts';

/** Newest first within whom or what an order belongs to; everything else about many orders is asked of the rollups. */
export const ordersMirror = mirror(orders, {
  indexes: {
    orders_by_advertiser: ['advertiserId', 'createdAt'],
    orders_by_channel: ['channelId', 'createdAt'],
    orders_by_created: ['createdAt'],
  },
});

/** The timeline of one order at a time. */
export const orderEventsMirror = mirror(orderEvents, {
  indexes: { order_events_by_order: ['orderId', 'at'] },
});
