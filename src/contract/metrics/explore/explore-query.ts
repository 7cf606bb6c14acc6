import { z } from 'zod';
import { dateRangeSchema } from '../../analytics.ts';
import { currencySchema } from '../../money.ts';
import { instantSchema } from '../../time.ts';
import { metricDimensions } from '../metric.ts';
import {
  comparisons,
  granularities,
  metricFiltersSchema,
  metricNameSchema,
  metricValueSchema,
} from '../metric-query.ts';

/** What the rows or the columns of a pivot can be: periods, or the values of a dimension. */
export const exploreAxes = ['period', ...metricDimensions] as const;
export type ExploreAxis = (typeof exploreAxes)[number];

/** More rows than that are not looked through for one answer: nobody would wait for it. */
export const mostScannedRows = 20_000_000;

export const exploreOrderSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('name'), descending: z.boolean() }),
  z.object({ by: z.literal('total'), descending: z.boolean() }),
  z.object({ by: z.literal('column'), key: z.string().max(40), descending: z.boolean() }),
]);
export type ExploreOrder = z.infer<typeof exploreOrderSchema>;

/** One metric by any two of its dimensions. */
export const exploreQuerySchema = z
  .object({
    metric: metricNameSchema,
    rows: z.enum(exploreAxes),
    columns: z.enum(exploreAxes).nullable(),
    /** Days of the workspace; null is all time up to today. */
    range: dateRangeSchema.nullable(),
    compare: z.enum(comparisons).default('none'),
    /** What a period is, where one of the axes is time. */
    granularity: z.enum(granularities).exclude(['none']).default('month'),
    filters: metricFiltersSchema.default({}),
    /** Whose money is meant, unless one of the axes is the currency. */
    currency: currencySchema,
    /** Null: periods in their order, everything else by its total, the largest first. */
    order: exploreOrderSchema.nullable().default(null),
    /** The first so many are answered; of periods in columns the last. */
    most: z
      .object({ rows: z.int().min(1).max(10_000), columns: z.int().min(1).max(200) })
      .default({ rows: 200, columns: 60 }),
  })
  .refine(({ rows, columns }) => rows !== columns, 'rows and columns are the same');
export type ExploreQuery = z.output<typeof exploreQuerySchema>;
export type ExploreQueryInput = z.input<typeof exploreQuerySchema>;

/** `sum` adds the cells up; `overall` is the rate of everything together, which no cells add up to. */
export const totalKinds = ['sum', 'overall'] as const;
export type TotalKind = (typeof totalKinds)[number];

const lineSchema = z.object({
  /** A period's first day, a code, a currency, an ID; empty where it is not known. */
  key: z.string(),
  /** What an ID is called. */
  name: z.string().nullable(),
  /** Of a period: those of its days that the range has. */
  range: dateRangeSchema.nullable(),
  /** Null where there is no total, and where there is nothing to divide by. */
  total: metricValueSchema,
  comparedTotal: metricValueSchema,
});
export type ExploreLine = z.infer<typeof lineSchema>;

export const exploreAnswerSchema = z.object({
  range: dateRangeSchema,
  comparedRange: dateRangeSchema.nullable(),
  rows: z.array(lineSchema),
  /** None when the metric is by one thing only: then the rows have their totals. */
  columns: z.array(lineSchema),
  /** How many there are in all. */
  rowCount: z.int().nonnegative(),
  columnCount: z.int().nonnegative(),
  /** For each row one value for each column. */
  cells: z.array(z.array(metricValueSchema)),
  comparedCells: z.array(z.array(metricValueSchema)).nullable(),
  total: metricValueSchema,
  comparedTotal: metricValueSchema,
  /** What the totals at the end of each row are; null: there are none, because the cells of a row add up to nothing. */
  rowTotals: z.enum(totalKinds).nullable(),
  /** The same of the totals below each column, and of the one of all. */
  columnTotals: z.enum(totalKinds).nullable(),
  grandTotal: z.enum(totalKinds).nullable(),
  /** Whether the answer was added up from rows, for want of sums. */
  scanned: z.boolean(),
  timeZone: z.string(),
  /** The instant of whose data this is. */
  asOf: instantSchema,
});
export type ExploreAnswer = z.infer<typeof exploreAnswerSchema>;
