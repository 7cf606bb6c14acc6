import type { Annotation } from '#contract/metrics/annotations.ts';
import type { MetricPeriod } from '#contract/metrics/metric-query.ts';

/** A period, counted from zero, in which something happened; the newest first. */
export type MarkedPeriod = { readonly index: number; readonly annotations: readonly Annotation[] };

/** What happened, by the period of a chart that it is in. What is in none of them is left out. */
export function markPeriods(
  periods: readonly Pick<MetricPeriod, 'range'>[],
  annotations: readonly Annotation[],
): MarkedPeriod[] {
  const byPeriod = Map.groupBy(annotations, ({ day }) =>
    periods.findIndex(({ range }) => range.from <= day && day <= range.to),
  );
  return [...byPeriod]
    .filter(([index]) => index >= 0)
    .map(([index, found]) => ({ index, annotations: found }))
    .toSorted((one, other) => one.index - other.index);
}
