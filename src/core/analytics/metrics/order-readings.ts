import { orderStatuses } from '#contract/marketplace/orders.ts';
import { ordersMirror } from '../../marketplace/orders/mirror.ts';
import {
  advertisersOfLargeChannels,
  channelsOfLargeAdvertisers,
  earningsByEditor,
  ordersByAdvertiser,
  ordersByCategory,
  ordersByChannel,
  ordersByCurrency,
  ordersOfLargeAdvertisers,
  revenueByCategory,
  revenueByCurrency,
} from '../../marketplace/orders/rollups.ts';
import type { Reading, RowSource } from './reading.ts';

const where = (status: string, value: string): string =>
  `case when status = '${status}' then ${value} else 0 end`;

const whereKnown = (value: string): string =>
  `case when status = 'completed' and conversion_value_micros is not null then ${value} else 0 end`;

const rowsOfOrders: RowSource = {
  mirror: ordersMirror,
  time: 'created_at',
  measures: {
    rows: '1',
    ...Object.fromEntries(orderStatuses.map((status) => [status, where(status, '1')])),
    ...Object.fromEntries(orderStatuses.map((status) => [`${status}_price`, where(status, 'price_micros')])),
    price: 'price_micros',
    refunded_part: 'refunded_micros',
    completed_refunded: where('completed', 'refunded_micros'),
    completed_commission: where('completed', 'commission_micros'),
    views: 'coalesce(views, 0)',
    completed_views: where('completed', 'coalesce(views, 0)'),
    conversion_value: where('completed', 'coalesce(conversion_value_micros, 0)'),
    known_price: whereKnown('price_micros'),
    known_refunded: whereKnown('refunded_micros'),
  },
  columns: [
    'created_at',
    'status',
    'price_micros',
    'refunded_micros',
    'commission_micros',
    'views',
    'conversion_value_micros',
    'advertiser_id',
    'channel_id',
    'category',
    'currency',
  ],
};

const revenueRows: RowSource = {
  mirror: ordersMirror,
  time: 'completed_at',
  measures: {
    rows: '1',
    price: 'price_micros',
    commission: 'commission_micros',
    refunded: 'refunded_micros',
  },
  columns: [
    'completed_at',
    'price_micros',
    'commission_micros',
    'refunded_micros',
    'editor_id',
    'category',
    'currency',
  ],
};

/** Orders by the time they were created. An editor's are those of the channels they own: see `ownedChannels`. */
export const orderReadings: readonly Reading[] = [
  { kind: 'sums', rollup: ordersByCurrency, mirror: ordersMirror, columns: { currency: 'currency' } },
  {
    kind: 'sums',
    rollup: ordersByCategory,
    mirror: ordersMirror,
    columns: { category: 'category', currency: 'currency' },
  },
  {
    kind: 'sums',
    rollup: ordersByChannel,
    mirror: ordersMirror,
    columns: { channel: 'channel_id', editor: 'channel_id', currency: 'currency' },
    throughChannel: ['editor'],
  },
  {
    kind: 'sums',
    rollup: ordersOfLargeAdvertisers,
    mirror: ordersMirror,
    columns: { advertiser: 'advertiser_id', currency: 'currency' },
    ofLarge: 'advertiser',
  },
  {
    kind: 'sums',
    rollup: channelsOfLargeAdvertisers,
    mirror: ordersMirror,
    columns: { advertiser: 'advertiser_id', channel: 'channel_id', currency: 'currency' },
    ofLarge: 'advertiser',
  },
  {
    kind: 'sums',
    rollup: advertisersOfLargeChannels,
    mirror: ordersMirror,
    columns: { advertiser: 'advertiser_id', channel: 'channel_id', currency: 'currency' },
    ofLarge: 'channel',
  },
  {
    kind: 'sums',
    rollup: ordersByAdvertiser,
    mirror: ordersMirror,
    columns: { advertiser: 'advertiser_id', currency: 'currency' },
  },
  {
    kind: 'rows',
    source: rowsOfOrders,
    needs: ['advertiser', 'channel'],
    scan: { rollup: ordersByCategory, mirror: ordersMirror, of: 'range' },
    throughChannel: ['editor'],
    columns: {
      advertiser: 'advertiser_id',
      channel: 'channel_id',
      editor: 'channel_id',
      category: 'category',
      currency: 'currency',
    },
  },
];

/** Orders by the time they were completed. */
export const revenueReadings: readonly Reading[] = [
  { kind: 'sums', rollup: revenueByCurrency, mirror: ordersMirror, columns: { currency: 'currency' } },
  {
    kind: 'sums',
    rollup: revenueByCategory,
    mirror: ordersMirror,
    columns: { category: 'category', currency: 'currency' },
  },
  {
    kind: 'sums',
    rollup: earningsByEditor,
    mirror: ordersMirror,
    columns: { editor: 'editor_id', currency: 'currency' },
  },
  {
    kind: 'rows',
    source: revenueRows,
    // There is no index on when an order was completed.
    needs: ['advertiser', 'channel'],
    scan: { rollup: ordersByCategory, mirror: ordersMirror, of: 'all' },
    columns: { editor: 'editor_id', category: 'category', currency: 'currency' },
  },
];
