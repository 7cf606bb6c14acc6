import type { ExploreAxis } from '#contract/metrics/explore/explore-query.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';

/** A row or a column before it is known whether it is among the first. */
export type KeyedLine = {
  readonly key: string;
  /** What it is sorted by when it is sorted by name. */
  readonly label: string;
  /** What it is sorted by otherwise. */
  readonly value: MetricValue;
};

/** `name` of periods is their time. What has no value comes last, whichever way round. */
export function orderLines<Line extends KeyedLine>(
  lines: readonly Line[],
  axis: ExploreAxis,
  by: 'name' | 'value',
  descending: boolean,
): Line[] {
  const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const byName = (one: Line, other: Line): number =>
    axis === 'period'
      ? one.key < other.key
        ? -1
        : Number(one.key > other.key)
      : names.compare(one.label, other.label);
  return lines.toSorted((one, other) =>
    by === 'name'
      ? (descending ? -1 : 1) * byName(one, other)
      : compareValues(one.value, other.value, descending) || byName(one, other),
  );
}

function compareValues(one: MetricValue, other: MetricValue, descending: boolean): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  const [left, right] = [BigInt(one), BigInt(other)];
  if (left === right) return 0;
  return left < right === descending ? 1 : -1;
}
