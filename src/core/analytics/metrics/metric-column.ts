import { exhaustive } from '#contract/exhaustive.ts';
import { type MetricName, isQuotient, metricOf } from '#contract/metrics/metrics.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import type { Column, Value } from '../../exports/column.ts';

/** The column of a file, or of a drawing, that has a metric's values. */
export function metricColumn(name: MetricName, key: string, label = metricOf(name).label): Column {
  const { unit } = metricOf(name);
  switch (unit) {
    case 'count':
      return { key, label, type: 'count' };
    case 'ratio':
      return { key, label, type: 'ratio' };
    case 'money':
    case 'money_per_thousand':
      return { key, label, type: 'money', ...(isQuotient(name) ? { isAverage: true } : {}) };
    default:
      return exhaustive(unit);
  }
}

/** A value as it stands in that column; the currency is whose money it is. */
export function metricCells(name: MetricName, value: MetricValue, currency: string): Value[] {
  const { unit } = metricOf(name);
  switch (unit) {
    case 'count':
      return [value === null ? null : Number(value)];
    case 'ratio':
      return [value === null ? null : Number(value) / 1_000_000];
    case 'money':
    case 'money_per_thousand':
      return [value, currency];
    default:
      return exhaustive(unit);
  }
}
