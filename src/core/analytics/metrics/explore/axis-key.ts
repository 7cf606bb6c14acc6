import type { ExploreAxis } from '#contract/metrics/explore/explore-query.ts';
import type { MetricDimension } from '#contract/metrics/metric.ts';
import { isoDate } from '../../../cache/rollups/civil-date.ts';
import type { Period } from '../periods.ts';
import type { Step } from '../plan.ts';
import type { Cell } from '../read-cells.ts';

/** Where on an axis a cell is; null for a period that the range does not have. */
export function axisKey(
  axis: ExploreAxis,
  cell: Cell,
  step: Pick<Step, 'dimensions'>,
  periods: ReadonlyMap<number, Period>,
): string | null {
  if (axis === 'period') {
    const period = periods.get(cell.period);
    return period === undefined ? null : isoDate(period.start);
  }
  return cell.keys[step.dimensions.indexOf(axis)] ?? null;
}

/** The dimensions among axes: everything but time. */
export function dimensionsOf(axes: readonly (ExploreAxis | null)[]): MetricDimension[] {
  return axes.flatMap((axis) => (axis === null || axis === 'period' ? [] : [axis]));
}
