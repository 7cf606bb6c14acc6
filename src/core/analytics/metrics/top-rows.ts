import { type SQL, sql } from 'drizzle-orm';
import type { MetricDimension, MetricSum } from '#contract/metrics/metric.ts';
import type { MetricQuery, MetricRow } from '#contract/metrics/metric-query.ts';
import { isOfOneCurrency, metricOf } from '#contract/metrics/metrics.ts';
import type { CurrencyRule, Step } from './plan.ts';
import type { Reading } from './reading.ts';

/** The first rows by a sum; those with the same in the order of their keys. */
export type TopRows = {
  readonly by: MetricSum;
  readonly dimension: MetricDimension;
  /** Only amounts of this currency count; null where it is not about money. */
  readonly currency: string | null;
  readonly descending: boolean;
  readonly limit: number;
};

/**
 * What SQLite can pick by itself, so that ten rows of a ranking leave its thread and not the twenty thousand they were chosen from.
 * Null when the order only follows from what several questions answer, or when one row has several cells that are put together later.
 */
export function topRows(
  { granularity, dimensions, order, limit }: MetricQuery,
  steps: readonly Step[],
  rule: CurrencyRule,
): TopRows | null {
  const [step, ...others] = steps;
  const [dimension, ...further] = dimensions;
  if (order === null || limit === null || granularity !== 'none') return null;
  if (dimension === undefined || further.length > 0 || dimension === 'currency') return null;
  if (step === undefined || others.length > 0 || step.cumulative || rule?.kind === 'apart') return null;
  if (step.reading.throughChannel?.includes(dimension) === true) return null;
  const metric = metricOf(order.metric);
  if (metric.formula.kind !== 'sum') return null;
  const currency = isOfOneCurrency(metric) ? (rule?.currency ?? null) : null;
  return { by: metric.formula, dimension, currency, descending: order.descending, limit };
}

/** A condition on cells that are named `cells`: that they belong to one of the first rows. */
export function isAmongTop({ by, dimension, currency, descending, limit }: TopRows, reading: Reading): SQL {
  const key = sql.raw(reading.columns[dimension] ?? '');
  const sum = sql.raw(`(${[by.plus.join(' + '), ...(by.minus ?? [])].join(' - ')})`);
  const counted =
    currency === null
      ? sum
      : sql`case when ${sql.raw(reading.columns.currency ?? '')} = ${currency} then ${sum} else 0 end`;
  return sql`${key} in (select ${key} from cells group by ${key}
    order by sum(${counted}) ${sql.raw(descending ? 'desc' : 'asc')}, ${key} limit ${limit})`;
}

/** Narrows a question to the rows that are shown; the same question when one of their keys is not known, which no filter can name. */
export function narrowedTo(step: Step, { dimension }: TopRows, rows: readonly MetricRow[]): Step {
  const keys = rows.map((row) => row.keys[0] ?? '');
  if (keys.includes('')) return step;
  const isNumber = hasNumbers.has(dimension);
  return { ...step, filters: { ...step.filters, [dimension]: isNumber ? keys.map(Number) : keys } };
}

const hasNumbers: ReadonlySet<MetricDimension> = new Set(['channel', 'advertiser', 'editor']);
