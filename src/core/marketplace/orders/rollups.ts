import { finalOrderStatuses, type OrderStatus, orderStatuses } from '#contract/marketplace/orders.ts';
import type { CohortRollup, LargeMembers, RollupMeasure, SumRollup } from '../../cache/rollups/rollup.ts';

const countOf = (status: OrderStatus): RollupMeasure => ({
  name: status,
  column: null,
  where: { column: 'status', in: [status] },
});

/** One count for each status: a change of status changes one row of the rollup, not two. */
const countOfEachStatus = orderStatuses.map(countOf);

/** What of the price became revenue: it is known when the order is completed. */
const earned: readonly RollupMeasure[] = [
  { name: 'price', column: 'price_micros' },
  { name: 'commission', column: 'commission_micros' },
  { name: 'refunded', column: 'refunded_micros' },
];

const whereCompleted = { column: 'status', in: ['completed'] };

const earnedOfCompleted: readonly RollupMeasure[] = [
  { name: 'completed_price', column: 'price_micros', where: whereCompleted },
  { name: 'completed_commission', column: 'commission_micros', where: whereCompleted },
  { name: 'completed_refunded', column: 'refunded_micros', where: whereCompleted },
];

/** Orders by the day they were created. */
const ordersOfPlatform = {
  kind: 'sum',
  source: 'orders',
  time: 'created_at',
  grains: ['day', 'month'],
  measures: [
    ...countOfEachStatus,
    { name: 'price', column: 'price_micros' },
    ...earnedOfCompleted,
    { name: 'refunded_part', column: 'refunded_micros' },
  ],
  clustered: 'time',
} as const satisfies Partial<SumRollup>;

/** Of the whole platform: a tenth of the cells that telling categories apart takes. */
export const ordersByCurrency = {
  ...ordersOfPlatform,
  name: 'orders_by_currency',
  dimensions: [{ column: 'currency' }],
} as const satisfies SumRollup;

export const ordersByCategory = {
  ...ordersOfPlatform,
  name: 'orders_by_category',
  dimensions: [{ column: 'category' }, { column: 'currency' }],
} as const satisfies SumRollup;

/** The same of each channel; editors' numbers are those of their channels. Channels are some thousand, however many orders there are. */
export const ordersByChannel = {
  kind: 'sum',
  name: 'orders_by_channel',
  source: 'orders',
  time: 'created_at',
  grains: ['day', 'month', 'quarter', 'total'],
  dimensions: [{ column: 'channel_id' }, { column: 'currency' }],
  measures: [...countOfEachStatus, { name: 'price', column: 'price_micros' }, ...earnedOfCompleted],
  clustered: 'dimensions',
  daysClustered: 'time',
  rankings: [
    { grain: 'quarter', measure: 'completed_price', within: ['currency'] },
    { grain: 'total', measure: 'completed_price', within: ['currency'] },
  ],
} as const satisfies SumRollup;

/** What advertisers spend, by the status of their orders, and what they got for it. */
export const ordersByAdvertiser = {
  kind: 'sum',
  name: 'orders_by_advertiser',
  source: 'orders',
  time: 'created_at',
  grains: ['month', 'total'],
  dimensions: [{ column: 'advertiser_id' }, { column: 'currency' }],
  measures: [
    ...countOfEachStatus,
    ...orderStatuses.map((status) => ({
      name: `${status}_price` as const,
      column: 'price_micros',
      where: { column: 'status', in: [status] },
    })),
    { name: 'price', column: 'price_micros' },
    { name: 'refunded_part', column: 'refunded_micros' },
    { name: 'completed_refunded', column: 'refunded_micros', where: whereCompleted },
    { name: 'views', column: 'views' },
    { name: 'completed_views', column: 'views', where: whereCompleted },
    { name: 'conversion_value', column: 'conversion_value_micros', where: whereCompleted },
  ],
  clustered: 'dimensions',
} as const satisfies SumRollup;

/** Those with as many orders as would take a moment to add up. Their sums are a tenth of what those of all advertisers would be. */
const largeAdvertisers: LargeMembers = {
  dimension: 'advertiser_id',
  countedBy: 'orders_by_advertiser',
  atLeast: 8192,
};

/** What the orders were good for whose conversions are known. */
const returned: readonly RollupMeasure[] = [
  { name: 'completed_views', column: 'views', where: whereCompleted },
  { name: 'conversion_value', column: 'conversion_value_micros', where: whereCompleted },
  {
    name: 'known_price',
    column: 'price_micros',
    where: whereCompleted,
    whereKnown: 'conversion_value_micros',
  },
  {
    name: 'known_refunded',
    column: 'refunded_micros',
    where: whereCompleted,
    whereKnown: 'conversion_value_micros',
  },
];

/** The days of large advertisers: all that their dashboard draws. */
export const ordersOfLargeAdvertisers = {
  kind: 'sum',
  name: 'orders_of_large_advertisers',
  source: 'orders',
  time: 'created_at',
  grains: ['day'],
  dimensions: [{ column: 'advertiser_id' }, { column: 'currency' }],
  measures: [
    ...countOfEachStatus,
    { name: 'price', column: 'price_micros' },
    { name: 'completed_price', column: 'price_micros', where: whereCompleted },
    { name: 'refunded_part', column: 'refunded_micros' },
    { name: 'completed_refunded', column: 'refunded_micros', where: whereCompleted },
    { name: 'views', column: 'views' },
    ...returned,
  ],
  clustered: 'dimensions',
  ofLarge: largeAdvertisers,
} as const satisfies SumRollup;

/** In which channels large advertisers spend. */
export const channelsOfLargeAdvertisers = {
  kind: 'sum',
  name: 'channels_of_large_advertisers',
  source: 'orders',
  time: 'created_at',
  grains: ['month'],
  dimensions: [{ column: 'advertiser_id' }, { column: 'channel_id' }, { column: 'currency' }],
  measures: [
    { name: 'completed_price', column: 'price_micros', where: whereCompleted },
    { name: 'completed_refunded', column: 'refunded_micros', where: whereCompleted },
    ...returned,
  ],
  clustered: 'dimensions',
  ofLarge: largeAdvertisers,
} as const satisfies SumRollup;

/** Who spends in the channels of which there are ten times more orders: fewer sums than rows to be sorted. */
export const advertisersOfLargeChannels = {
  kind: 'sum',
  name: 'advertisers_of_large_channels',
  source: 'orders',
  time: 'created_at',
  grains: ['month', 'quarter'],
  dimensions: [{ column: 'channel_id' }, { column: 'advertiser_id' }, { column: 'currency' }],
  measures: [
    ...finalOrderStatuses.map(countOf),
    { name: 'completed_price', column: 'price_micros', where: whereCompleted },
    { name: 'completed_refunded', column: 'refunded_micros', where: whereCompleted },
  ],
  clustered: 'dimensions',
  ofLarge: { dimension: 'channel_id', countedBy: 'orders_by_channel', atLeast: 65_536 },
} as const satisfies SumRollup;

/** Revenue by the day it was earned. */
const revenueOfPlatform = {
  kind: 'sum',
  source: 'orders',
  time: 'completed_at',
  grains: ['day', 'month'],
  measures: earned,
  clustered: 'time',
} as const satisfies Partial<SumRollup>;

export const revenueByCurrency = {
  ...revenueOfPlatform,
  name: 'revenue_by_currency',
  dimensions: [{ column: 'currency' }],
} as const satisfies SumRollup;

export const revenueByCategory = {
  ...revenueOfPlatform,
  name: 'revenue_by_category',
  dimensions: [{ column: 'category' }, { column: 'currency' }],
} as const satisfies SumRollup;

/** Editors' earnings by the day they were earned: price less refunds and commission. */
export const earningsByEditor = {
  kind: 'sum',
  name: 'earnings_by_editor',
  source: 'orders',
  time: 'completed_at',
  grains: ['day', 'month'],
  dimensions: [{ column: 'editor_id' }, { column: 'currency' }],
  measures: earned,
  clustered: 'dimensions',
} as const satisfies SumRollup;

/** When orders are made: hours of the week. */
export const ordersByHour = {
  kind: 'sum',
  name: 'orders_by_hour',
  source: 'orders',
  time: 'created_at',
  grains: ['month'],
  dimensions: [{ fromTime: 'hour_of_week' }],
  measures: [{ name: 'completed', column: null, where: whereCompleted }],
  clustered: 'time',
} as const satisfies SumRollup;

/** Of the advertisers who signed up in one month, how many ordered in each month. */
export const advertiserRetention = {
  kind: 'cohort',
  name: 'advertiser_retention',
  source: 'orders',
  time: 'created_at',
  member: 'advertiser_id',
  cohort: { table: 'customers', key: 'id', time: 'created_at' },
} as const satisfies CohortRollup;

export const orderRollups = [
  ordersByCurrency,
  ordersByCategory,
  ordersByChannel,
  advertisersOfLargeChannels,
  ordersByAdvertiser,
  ordersOfLargeAdvertisers,
  channelsOfLargeAdvertisers,
  revenueByCurrency,
  revenueByCategory,
  earningsByEditor,
  ordersByHour,
  advertiserRetention,
] as const;
