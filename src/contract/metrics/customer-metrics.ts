import type { MetricDefinition } from './metric.ts';

const dimensions = ['role', 'country'] as const;

/** Customers by the time they signed up. */
export const customerMetrics = {
  new_customers: {
    label: 'New customers',
    counts: 'Customers who signed up in the period.',
    words: 'number of customers by the day they signed up',
    unit: 'count',
    fact: 'customers',
    formula: { kind: 'sum', plus: ['rows'] },
    dimensions,
    better: 'higher',
  },
  customers: {
    label: 'Customers',
    counts: 'All who had signed up by the end of the period, by the role and country they have today.',
    words: 'number of customers up to the end',
    unit: 'count',
    fact: 'customers',
    formula: { kind: 'level', plus: ['rows'] },
    dimensions,
    better: 'higher',
  },
  suspended_customers: {
    label: 'Suspended',
    counts: 'Of the customers who had signed up by the end of the period, those who are suspended today.',
    words: 'number of suspended customers up to the end',
    unit: 'count',
    fact: 'customers',
    formula: { kind: 'level', plus: ['suspended'] },
    dimensions,
    better: 'lower',
  },
} as const satisfies Record<string, MetricDefinition>;

/** Channels by the time they were added. */
export const channelMetrics = {
  channels: {
    label: 'Channels',
    counts: 'All channels that had been added by the end of the period, whatever their state.',
    words: 'number of channels up to the end',
    unit: 'count',
    fact: 'channels',
    formula: { kind: 'level', plus: ['rows'] },
    dimensions: ['category', 'editor'],
    better: 'higher',
  },
  approved_channels: {
    label: 'Approved channels',
    counts: 'Of the channels that had been added by the end of the period, those that may be sold in today.',
    words: 'number of approved channels up to the end',
    unit: 'count',
    fact: 'channels',
    formula: { kind: 'level', plus: ['approved'] },
    dimensions: ['category', 'editor'],
    better: 'higher',
  },
} as const satisfies Record<string, MetricDefinition>;
