import { type OrderStatus, orderStatuses } from '../marketplace/orders.ts';
import type { MetricDefinition, MetricSum } from './metric.ts';

const anywhere = ['category', 'currency', 'channel', 'advertiser', 'editor'] as const;
/** What is not part of the sums by category is added up from the rows of one channel, editor or advertiser. */
const ofSomebody = ['currency', 'channel', 'advertiser', 'editor'] as const;

const settled: MetricSum = { plus: ['completed', 'rejected', 'cancelled', 'refunded'] };
const spent: MetricSum = { plus: ['completed_price'], minus: ['completed_refunded'] };

function inStatus(status: OrderStatus, better: MetricDefinition['better']): MetricDefinition {
  return {
    label: `${status.charAt(0).toUpperCase()}${status.slice(1)}`,
    counts: `Orders created in the period that are ${status} now.`,
    words: `number of orders with the status “${status}”`,
    unit: 'count',
    fact: 'orders',
    formula: { kind: 'sum', plus: [status] },
    dimensions: anywhere,
    better,
  };
}

/** The metric that counts orders in a status. */
export type StatusMetric = `orders_${OrderStatus}`;

export function statusMetric(status: OrderStatus): StatusMetric {
  return `orders_${status}`;
}

export const statusMetrics: readonly StatusMetric[] = orderStatuses.map(statusMetric);

const byStatus = {
  orders_draft: inStatus('draft', 'neither'),
  orders_pending: inStatus('pending', 'neither'),
  orders_confirmed: inStatus('confirmed', 'neither'),
  orders_published: inStatus('published', 'neither'),
  orders_completed: inStatus('completed', 'higher'),
  orders_rejected: inStatus('rejected', 'lower'),
  orders_cancelled: inStatus('cancelled', 'lower'),
  orders_disputed: inStatus('disputed', 'lower'),
  orders_refunded: inStatus('refunded', 'lower'),
} as const satisfies Record<StatusMetric, MetricDefinition>;

/** Orders by the time they were created, by what became of them until now. */
export const orderMetrics = {
  orders: {
    label: 'Orders',
    counts: 'Every order that was created in the period, drafts and cancelled ones included.',
    words: 'number of orders',
    unit: 'count',
    fact: 'orders',
    formula: { kind: 'sum', plus: ['rows'] },
    dimensions: anywhere,
    better: 'higher',
  },
  ...byStatus,
  orders_open: {
    label: 'Open orders',
    counts:
      'Orders created in the period that are pending, confirmed, published or disputed: their price is in escrow.',
    words: 'pending + confirmed + published + disputed',
    unit: 'count',
    fact: 'orders',
    formula: { kind: 'sum', plus: ['pending', 'confirmed', 'published', 'disputed'] },
    dimensions: anywhere,
    better: 'neither',
  },
  orders_settled: {
    label: 'Settled orders',
    counts:
      'Orders created in the period that have come to an end: completed, rejected, cancelled or refunded.',
    words: 'completed + rejected + cancelled + refunded',
    unit: 'count',
    fact: 'orders',
    formula: { kind: 'sum', ...settled },
    dimensions: anywhere,
    better: 'neither',
  },
  completion_rate: {
    label: 'Completion rate',
    counts: 'Of the orders created in the period that have come to an end, the share that was completed.',
    words: 'completed ÷ (completed + rejected + cancelled + refunded)',
    unit: 'ratio',
    fact: 'orders',
    formula: { kind: 'quotient', of: { plus: ['completed'] }, per: settled },
    dimensions: anywhere,
    better: 'higher',
  },
  order_value: {
    label: 'Value of orders',
    counts: 'The price of every order that was created in the period, whatever became of it.',
    words: 'sum of prices',
    unit: 'money',
    fact: 'orders',
    formula: { kind: 'sum', plus: ['price'] },
    dimensions: anywhere,
    better: 'higher',
  },
  average_order_value: {
    label: 'Average order value',
    counts: 'What an order that was created in the period costs on average, whatever became of it.',
    words: 'sum of prices ÷ number of orders',
    unit: 'money',
    fact: 'orders',
    formula: { kind: 'quotient', of: { plus: ['price'] }, per: { plus: ['rows'] } },
    dimensions: anywhere,
    better: 'higher',
  },
  spend: {
    label: 'Spend',
    counts:
      'What advertisers paid for those orders created in the period that were completed, less what went back.',
    words: 'prices of completed orders − what of them was refunded',
    unit: 'money',
    fact: 'orders',
    formula: { kind: 'sum', ...spent },
    dimensions: anywhere,
    better: 'higher',
  },
  order_earnings: {
    label: 'Earned by orders',
    counts: 'What the editors got for those orders created in the period that were completed.',
    words: 'prices of completed orders − refunds − commission',
    unit: 'money',
    fact: 'orders',
    formula: {
      kind: 'sum',
      plus: ['completed_price'],
      minus: ['completed_refunded', 'completed_commission'],
    },
    dimensions: ['category', 'currency', 'channel', 'editor'],
    better: 'higher',
  },
  refunds: {
    label: 'Refunds',
    counts:
      'What went back to advertisers of the orders created in the period: whole prices and parts of them.',
    words: 'sum of refunded amounts',
    unit: 'money',
    fact: 'orders',
    formula: { kind: 'sum', plus: ['refunded_part'] },
    dimensions: ['category', 'currency', 'advertiser'],
    better: 'lower',
  },
  committed: {
    label: 'In escrow',
    counts: 'The price of the orders created in the period that are still open.',
    words: 'prices of pending, confirmed, published and disputed orders',
    unit: 'money',
    fact: 'orders',
    formula: {
      kind: 'sum',
      plus: ['pending_price', 'confirmed_price', 'published_price', 'disputed_price'],
    },
    dimensions: ['currency', 'advertiser'],
    better: 'neither',
  },
  reach: {
    label: 'Reach',
    counts: 'Views of the posts of orders created in the period, as last measured.',
    words: 'sum of views',
    unit: 'count',
    fact: 'orders',
    formula: { kind: 'sum', plus: ['views'] },
    dimensions: ofSomebody,
    better: 'higher',
  },
  cost_per_thousand_views: {
    label: 'Cost per thousand views',
    counts: 'What a thousand views of the completed orders created in the period cost the advertiser.',
    words: 'spend ÷ views of completed orders × 1,000',
    unit: 'money_per_thousand',
    fact: 'orders',
    formula: { kind: 'quotient', of: spent, per: { plus: ['completed_views'] }, times: 1_000 },
    dimensions: ofSomebody,
    better: 'lower',
  },
  conversion_value: {
    label: 'Value of conversions',
    counts: 'What the conversions of completed orders created in the period were worth, where that is known.',
    words: 'sum of known conversion values',
    unit: 'money',
    fact: 'orders',
    formula: { kind: 'sum', plus: ['conversion_value'] },
    dimensions: ofSomebody,
    better: 'higher',
  },
  return_on_spend: {
    label: 'Return on spend',
    counts:
      'What the conversions brought for each unit of money spent, of the completed orders whose conversions are known.',
    words: 'known conversion values ÷ spend of the same orders',
    unit: 'ratio',
    isOfMoney: true,
    fact: 'orders',
    formula: {
      kind: 'quotient',
      of: { plus: ['conversion_value'] },
      per: { plus: ['known_price'], minus: ['known_refunded'] },
    },
    dimensions: ofSomebody,
    better: 'higher',
  },
} as const satisfies Record<string, MetricDefinition>;
