import { placesOf, type Row } from '../../column.ts';
import type { ChartPart } from '../../export-job.ts';

type Drawn = { readonly chart: ChartPart; readonly rows: readonly Row[] };

/**
 * One drawing for each currency, in the order in which they are met: on one axis the smallest unit hides all others. A drawing of
 * anything else, or of one currency, is left as it is.
 */
export function chartsByCurrency(chart: ChartPart, rows: readonly Row[]): readonly Drawn[] {
  const at = chart.columns.findIndex(({ key }) => key === chart.value);
  const place = placesOf(chart.columns)[at];
  if (place === undefined || chart.columns[at]?.type !== 'money') return [{ chart, rows }];
  const byCurrency = Map.groupBy(rows, (row) => row[place + 1] ?? '');
  if (byCurrency.size <= 1) return [{ chart, rows }];
  return [...byCurrency].map(([currency, own]) => ({
    chart: { ...chart, title: `${chart.title}, ${String(currency)}` },
    rows: own,
  }));
}
