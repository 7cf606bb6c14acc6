import type { ExploreAnswer, ExploreLine, ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import { plainNumber } from '../format-metric.ts';
import type { ChartLook } from './explore-search.ts';

/** More lines than this are not told apart. */
export const mostSeries = 6;
const mostPlaces = 24;

export type ExploreSeries = {
  /** What lies along the axis. */
  readonly along: readonly ExploreLine[];
  readonly series: readonly {
    readonly line: ExploreLine | null;
    readonly values: readonly (number | null)[];
  }[];
  /** Which axis of the pivot the series are; null where there is one only. */
  readonly seriesAre: 'rows' | 'columns' | null;
  readonly seriesCount: number;
};

/** Which of a pivot's cells are drawn: time, where there is some, lies along the axis. */
export function exploreSeries(query: ExploreQuery, answer: ExploreAnswer): ExploreSeries {
  const { rows, columns, cells, rowCount, columnCount } = answer;
  const { unit } = metricOf(query.metric);
  const drawn = (value: MetricValue | undefined): number | null =>
    value === null || value === undefined ? null : plainNumber(value, unit);
  if (query.columns === null) {
    const along = query.rows === 'period' ? rows : rows.slice(0, mostPlaces);
    return {
      along,
      series: [{ line: null, values: along.map(({ total }) => drawn(total)) }],
      seriesAre: null,
      seriesCount: 1,
    };
  }
  if (query.columns === 'period') {
    return {
      along: columns,
      series: rows.slice(0, mostSeries).map((line, at) => ({
        line,
        values: columns.map((_, index) => drawn(cells[at]?.[index])),
      })),
      seriesAre: 'rows',
      seriesCount: rowCount,
    };
  }
  const along = query.rows === 'period' ? rows : rows.slice(0, mostPlaces);
  return {
    along,
    series: columns.slice(0, mostSeries).map((line, index) => ({
      line,
      values: along.map((_, at) => drawn(cells[at]?.[index])),
    })),
    seriesAre: 'columns',
    seriesCount: columnCount,
  };
}

/** What a pivot is drawn as while nobody has chosen: time as lines, everything else as bars, parts of a whole on each other. */
export function usualLook({ rows, columns }: ExploreQuery, adds: boolean): Exclude<ChartLook, 'none'> {
  if (rows === 'period' || columns === 'period') return 'line';
  return columns !== null && adds ? 'stack' : 'bars';
}
