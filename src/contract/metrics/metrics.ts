import { channelMetrics, customerMetrics } from './customer-metrics.ts';
import type { MetricDefinition, MetricDimension } from './metric.ts';
import { orderMetrics } from './order-metrics.ts';
import { paymentMetrics } from './payment-metrics.ts';
import { revenueMetrics } from './revenue-metrics.ts';

/**
 * Every number that the console shows about the business, once: dashboards, exports, the documentation and the test that
 * computes each of them anew from the rows are all made from this.
 */
export const metrics = {
  ...orderMetrics,
  ...revenueMetrics,
  ...customerMetrics,
  ...channelMetrics,
  ...paymentMetrics,
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metrics;

function isMetricName(name: string): name is MetricName {
  return name in metrics;
}

export const metricNames: readonly MetricName[] = Object.keys(metrics).filter(isMetricName);

export function metricOf(name: MetricName): MetricDefinition {
  return metrics[name];
}

/** Amounts of several currencies are never added: such a metric is always that of one currency. */
export function isOfOneCurrency({ unit, isOfMoney }: MetricDefinition): boolean {
  return unit === 'money' || unit === 'money_per_thousand' || isOfMoney === true;
}

/** Of such a metric nothing is known where nothing happened: not zero. */
export function isQuotient(name: MetricName): boolean {
  return metricOf(name).formula.kind === 'quotient';
}

/** Whether all of the metrics can be split or filtered by it. */
export function canBeSplitBy(names: readonly MetricName[], dimension: MetricDimension): boolean {
  return names.every((name) => metricOf(name).dimensions.includes(dimension));
}
