import type { Cut, CutWay } from '#contract/metrics/explore/cuts.ts';
import { type ExploreAxis, exploreAxes } from '#contract/metrics/explore/explore-query.ts';
import type { MetricDimension } from '#contract/metrics/metric.ts';
import { isOfOneCurrency, type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { measuresOf } from '../evaluate.ts';
import { facts } from '../facts.ts';
import { chooseReading, type Demand } from '../reading.ts';

/** How a metric can be told apart, by each axis alone and by each two of them. */
export function cutsOf(name: MetricName): Cut[] {
  const axes = exploreAxes.filter((axis) => axis === 'period' || metricOf(name).dimensions.includes(axis));
  return axes.flatMap((rows) =>
    [null, ...axes.filter((axis) => axis !== rows)].map((columns) => ({
      rows,
      columns,
      way: wayOf(name, columns === null ? [rows] : [rows, columns]),
    })),
  );
}

function wayOf(name: MetricName, axes: readonly ExploreAxis[]): CutWay {
  const metric = metricOf(name);
  const asked = axes.filter((axis) => axis !== 'period');
  const isTimed = asked.length < axes.length;
  const dimensions: MetricDimension[] =
    isOfOneCurrency(metric) && !asked.includes('currency') ? [...asked, 'currency'] : asked;
  const { readings } = facts[metric.fact];
  const demand: Demand = { measures: measuresOf(metric.formula), dimensions, filtered: [], byDays: false };
  const can = (more: Partial<Demand>): boolean => chooseReading(readings, { ...demand, ...more }) !== null;
  if (can({})) return isTimed && !can({ byDays: true }) ? 'months' : 'sums';
  if (can({ mayScan: true })) return 'rows';
  return metric.dimensions.some((dimension) => can({ filtered: [dimension] })) ? 'one' : 'never';
}
