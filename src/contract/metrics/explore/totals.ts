import { isOfOneCurrency, isQuotient, type MetricName, metricOf } from '../metrics.ts';
import type { ExploreAxis, TotalKind } from './explore-query.ts';

/**
 * What a total over all values of an axis would be; null where there is none: what stood at the end of each month adds up to
 * nothing, and amounts of several currencies are never added.
 */
export function totalOver(name: MetricName, axis: ExploreAxis | null): TotalKind | null {
  const metric = metricOf(name);
  if (axis === 'period' && metric.formula.kind === 'level') return null;
  if (axis === 'currency' && isOfOneCurrency(metric)) return null;
  return isQuotient(name) ? 'overall' : 'sum';
}
