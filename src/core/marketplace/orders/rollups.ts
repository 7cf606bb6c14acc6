import { orderStatuses } from '#contract/marketplace/orders.ts';
import type { CohortRollup, RollupMeasure, SumRollup } from '../../cache/rollups/rollup.ts';

/** One count for each status: a change of status changes one row of the rollup, not two. */
const countOfEachStatus: readonly RollupMeasure[] = orderStatuses.map((status) => ({
  name: status,
  column: null,
  where: { column: 'status', in: [status] },
}));

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

/** Orders by the day they were created, of the whole platform. */
export const ordersByCategory = {
  kind: 'sum',
  name: 'orders_by_category',
  source: 'orders',
  time: 'created_at',
  grains: ['day', 'month'],
  dimensions: [{ column: 'category' }, { column: 'currency' }],
  measures: [
    ...countOfEachStatus,
    { name: 'price', column: 'price_micros' },
    ...earnedOfCompleted,
    { name: 'refunded_part', column: 'refunded_micros' },
  ],
  clustered: 'time',
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

/** Revenue by the day it was earned. */
export const revenueByCategory = {
  kind: 'sum',
  name: 'revenue_by_category',
  source: 'orders',
  time: 'completed_at',
  grains: ['day', 'month'],
  dimensions: [{ column: 'category' }, { column: 'currency' }],
  measures: earned,
  clustered: 'time',
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
  ordersByCategory,
  ordersByChannel,
  ordersByAdvertiser,
  revenueByCategory,
  earningsByEditor,
  ordersByHour,
  advertiserRetention,
] as const;
