import type { MetricQuery, MetricRow, MetricValue } from '#contract/metrics/metric-query.ts';

/** By period and keys, or as the question orders them: what has no value last. */
export function sortRows(rows: readonly MetricRow[], { metrics, order, limit }: MetricQuery): MetricRow[] {
  const at = order === null ? -1 : metrics.indexOf(order.metric);
  const sorted = rows.toSorted(
    (one, other) =>
      (at === -1 || order === null
        ? 0
        : compareValues(one.values[at] ?? null, other.values[at] ?? null, order.descending)) ||
      compareText(one.start ?? '', other.start ?? '') ||
      compareKeys(one.keys, other.keys) ||
      compareText(one.currency ?? '', other.currency ?? ''),
  );
  return limit === null ? sorted : sorted.slice(0, limit);
}

function compareValues(one: MetricValue, other: MetricValue, descending: boolean): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  const [left, right] = [BigInt(one), BigInt(other)];
  if (left === right) return 0;
  return left < right === descending ? 1 : -1;
}

function compareKeys(one: readonly string[], other: readonly string[]): number {
  for (const [index, key] of one.entries()) {
    const difference = compareText(key, other[index] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers by their size, everything else by its characters. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  const isNumber = /^\d+$/;
  if (isNumber.test(one) && isNumber.test(other)) return Number(one) - Number(other);
  return one < other ? -1 : 1;
}
