import type { DateRange } from '#contract/analytics.ts';
import { type RowsBehind, rowsBehind } from '#contract/metrics/drill-down.ts';
import type { ExploreAxis, ExploreLine, ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import type { MetricFilters } from '#contract/metrics/metric-query.ts';
import { filtersOfRow } from '../filters-of-row.ts';
import { cellCurrency } from './cell-currency.ts';

/** A place of a pivot: null is the total over that axis. */
export type Place = { readonly row: ExploreLine | null; readonly column: ExploreLine | null };

/** The rows behind a cell or a total; null where no list can be filtered that way. */
export function cellBehind(query: ExploreQuery, range: DateRange, { row, column }: Place): RowsBehind | null {
  let filters: MetricFilters | null = query.filters;
  let days = range;
  const places: readonly (readonly [ExploreAxis | null, ExploreLine | null])[] = [
    [query.rows, row],
    [query.columns, column],
  ];
  for (const [axis, line] of places) {
    if (axis === null || line === null || filters === null) continue;
    if (axis === 'period') days = line.range ?? days;
    // Of what is not known, only a country can be filtered by.
    else filters = line.key === '' && axis !== 'country' ? null : filtersOfRow(axis, line.key, filters);
  }
  if (filters === null) return null;
  const currency = cellCurrency(query, row?.key ?? null, column?.key ?? null);
  return rowsBehind(query.metric, days, filters, currency);
}
