import { type MetricName, isQuotient, metricOf } from '#contract/metrics/metrics.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import type { Column, ColumnType, Value } from '../../exports/column.ts';
import { decimalFromMicros } from '../../exports/decimal.ts';

/** Averages are no money column: a workbook adds those up. */
function columnType(name: MetricName): ColumnType {
  const { unit } = metricOf(name);
  if (unit === 'count') return 'integer';
  if (unit === 'ratio') return 'ratio';
  return isQuotient(name) ? 'text' : 'money';
}

/** The column of a file that has a metric's values. */
export function metricColumn(name: MetricName, key: string, label = metricOf(name).label): Column {
  return { key, label, type: columnType(name) };
}

/** A value as it stands in that column; the currency is whose money it is. */
export function metricCells(name: MetricName, value: MetricValue, currency: string): Value[] {
  switch (columnType(name)) {
    case 'integer':
      return [value === null ? null : Number(value)];
    case 'ratio':
      return [value === null ? null : Number(value) / 1_000_000];
    case 'money':
      return [value, currency];
    default:
      return [value === null ? null : `${decimalFromMicros(value)} ${currency}`];
  }
}

/** The same for a drawing, which adds nothing up: every amount is money there. */
export function drawnColumn(name: MetricName): Column {
  const { label, unit } = metricOf(name);
  const type = unit === 'count' ? 'integer' : unit === 'ratio' ? 'ratio' : 'money';
  return { key: 'value', label, type };
}

export function drawnCells(name: MetricName, value: MetricValue, currency: string): Value[] {
  return drawnColumn(name).type === 'money' ? [value, currency] : metricCells(name, value, currency);
}
