import { z } from 'zod';
import { dateRangeSchema, dateSchema } from '../analytics.ts';
import { channelIdSchema, customerIdSchema } from '../ids.ts';
import { categories } from '../marketplace/channels.ts';
import { customerRoles } from '../marketplace/customers.ts';
import { currencySchema } from '../money.ts';
import { instantSchema } from '../time.ts';
import { metricDimensions } from './metric.ts';
import { metricNames } from './metrics.ts';

export const granularities = ['none', 'day', 'week', 'month', 'quarter'] as const;
export type Granularity = (typeof granularities)[number];

export const comparisons = ['none', 'previous', 'year_before'] as const;
export type Comparison = (typeof comparisons)[number];

export const metricFiltersSchema = z.object({
  category: z.array(z.enum(categories)).min(1).exactOptional(),
  currency: z.array(currencySchema).min(1).exactOptional(),
  channel: z.array(channelIdSchema).min(1).max(200).exactOptional(),
  advertiser: customerIdSchema.exactOptional(),
  editor: customerIdSchema.exactOptional(),
  role: z.array(z.enum(customerRoles)).min(1).exactOptional(),
  country: z.array(z.string().max(2)).min(1).exactOptional(),
});
export type MetricFilters = z.infer<typeof metricFiltersSchema>;

export const metricNameSchema = z.enum(metricNames);

/** A question about the business: data, so that a dashboard, a report or an export can keep it. */
export const metricQuerySchema = z.object({
  metrics: z.array(metricNameSchema).min(1).max(16),
  /** Days of the workspace; null is all time up to today. */
  range: dateRangeSchema.nullable(),
  compare: z.enum(comparisons).default('none'),
  /** One row for each of these; `none` makes the range one row. A week begins on Monday. */
  granularity: z.enum(granularities).default('none'),
  dimensions: z.array(z.enum(metricDimensions)).max(2).default([]),
  filters: metricFiltersSchema.default({}),
  /**
   * Metrics of money are those of this currency, whatever is counted is counted in all. Null splits everything by currency as
   * soon as one of the metrics is money.
   */
  currency: currencySchema.nullable().default(null),
  /** Rows that have no value come last. Otherwise rows are in the order of their periods and keys. */
  order: z.object({ metric: metricNameSchema, descending: z.boolean() }).nullable().default(null),
  limit: z.int().min(1).max(1000).nullable().default(null),
});
export type MetricQuery = z.output<typeof metricQuerySchema>;
export type MetricQueryInput = z.input<typeof metricQuerySchema>;

/**
 * An exact integer in decimal digits, in the metric's unit: a count, micros, millionths. Null where there is nothing to divide
 * by.
 */
export const metricValueSchema = z
  .string()
  .regex(/^-?\d{1,40}$/)
  .nullable();
export type MetricValue = z.infer<typeof metricValueSchema>;

const totalSchema = z.object({
  /** Whose money it is; null when it is not about money. */
  currency: currencySchema.nullable(),
  /** In the order of the question's metrics. */
  values: z.array(metricValueSchema),
});
export type MetricTotal = z.infer<typeof totalSchema>;

export const metricRowSchema = totalSchema.extend({
  /** The day that the row's period begins with, as in `periods`; null without a granularity. */
  start: dateSchema.nullable(),
  /** The value of each dimension: a code, a currency, an ID. Empty where it is not known. */
  keys: z.array(z.string()),
});
export type MetricRow = z.infer<typeof metricRowSchema>;

export const metricPeriodSchema = z.object({
  start: dateSchema,
  /** The days of it that the range has. */
  range: dateRangeSchema,
});
export type MetricPeriod = z.infer<typeof metricPeriodSchema>;

export const metricPartSchema = z.object({
  range: dateRangeSchema,
  /** All periods of the range, also those without a row: nothing happened in them. */
  periods: z.array(metricPeriodSchema),
  rows: z.array(metricRowSchema),
  /** Of the whole range; a limit does not change it. */
  totals: z.array(totalSchema),
});
export type MetricPart = z.infer<typeof metricPartSchema>;

export const metricAnswerSchema = metricPartSchema.extend({
  /** The same question about the time that it is compared with; with a limit, it may only have the rows whose keys are shown. */
  compared: metricPartSchema.nullable(),
  /** What IDs among the keys are called. */
  names: z.record(z.string(), z.string()),
  timeZone: z.string(),
  /** The instant of whose data this is. */
  asOf: instantSchema,
});
export type MetricAnswer = z.infer<typeof metricAnswerSchema>;
