import type { MetricDefinition } from './metric.ts';

const dimensions = ['category', 'currency', 'editor'] as const;

/** What orders brought, by the time they were completed: this is when the money becomes somebody's. */
export const revenueMetrics = {
  completed_orders: {
    label: 'Orders completed',
    counts: 'Orders that were completed in the period, whenever they were created.',
    words: 'number of orders by the day of completion',
    unit: 'count',
    fact: 'revenue',
    formula: { kind: 'sum', plus: ['rows'] },
    dimensions,
    better: 'higher',
  },
  sales: {
    label: 'Sales',
    counts: 'The price of the orders that were completed in the period, before refunds and commission.',
    words: 'prices of orders completed',
    unit: 'money',
    fact: 'revenue',
    formula: { kind: 'sum', plus: ['price'] },
    dimensions,
    better: 'higher',
  },
  revenue: {
    label: 'Revenue',
    counts: 'The platform’s commission on the orders that were completed in the period.',
    words: 'commission of orders completed',
    unit: 'money',
    fact: 'revenue',
    formula: { kind: 'sum', plus: ['commission'] },
    dimensions,
    better: 'higher',
  },
  earnings: {
    label: 'Earnings',
    counts: 'What the editors got for the orders that were completed in the period.',
    words: 'prices of orders completed − refunds − commission',
    unit: 'money',
    fact: 'revenue',
    formula: { kind: 'sum', plus: ['price'], minus: ['refunded', 'commission'] },
    dimensions,
    better: 'higher',
  },
  average_completed_value: {
    label: 'Average price completed',
    counts: 'The price of an order that was completed in the period, on average.',
    words: 'prices of orders completed ÷ their number',
    unit: 'money',
    fact: 'revenue',
    formula: { kind: 'quotient', of: { plus: ['price'] }, per: { plus: ['rows'] } },
    dimensions,
    better: 'higher',
  },
  take_rate: {
    label: 'Take rate',
    counts: 'The platform’s share of what was paid for the orders completed in the period.',
    words: 'commission ÷ (prices − refunds) of orders completed',
    unit: 'ratio',
    isOfMoney: true,
    fact: 'revenue',
    formula: {
      kind: 'quotient',
      of: { plus: ['commission'] },
      per: { plus: ['price'], minus: ['refunded'] },
    },
    dimensions,
    better: 'higher',
  },
} as const satisfies Record<string, MetricDefinition>;
