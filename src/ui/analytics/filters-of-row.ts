import type { MetricDimension } from '#contract/metrics/metric.ts';
import { type MetricFilters, metricFiltersSchema } from '#contract/metrics/metric-query.ts';

/** What a row of a ranking is narrowed to, on top of the dashboard's filters; null for a value that cannot be filtered by. */
export function filtersOfRow(
  dimension: MetricDimension,
  key: string,
  filters: MetricFilters,
): MetricFilters | null {
  const isId = dimension === 'channel' || dimension === 'advertiser' || dimension === 'editor';
  const value = isId ? Number(key) : key;
  const isList = dimension !== 'advertiser' && dimension !== 'editor';
  const read = metricFiltersSchema.safeParse({ ...filters, [dimension]: isList ? [value] : value });
  return read.success ? read.data : null;
}
