import type { MetricPart, MetricRow } from '#contract/metrics/metric-query.ts';
import { isQuotient, type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { plainNumber } from './format-metric.ts';

/** The run of a metric over the periods. Nothing happened in a period without a row; a rate is then nothing, not zero. */
export function runOf(
  periods: MetricPart['periods'],
  rows: readonly MetricRow[],
  index: number,
  name: MetricName,
): (number | null)[] {
  const { unit } = metricOf(name);
  const byStart = new Map(rows.map(({ start, values }) => [start, values[index] ?? null]));
  const missing = isQuotient(name) ? null : '0';
  return periods.map(({ start }) => {
    const value = byStart.has(start) ? (byStart.get(start) ?? null) : missing;
    return value === null ? null : plainNumber(value, unit);
  });
}
