import type {
  ExploreAnswer,
  ExploreAxis,
  ExploreLine,
  ExploreQuery,
} from '#contract/metrics/explore/explore-query.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import type { Column, Value } from '../../../exports/column.ts';
import { enumLabels } from '../../../exports/enum-labels.ts';
import type { TablePart } from '../../../exports/export-job.ts';
import { periodText, rangeText } from '../dashboards/period-text.ts';
import { metricCells, metricColumn } from '../metric-column.ts';

/** A pivot as a table of a file; what it is compared with stands beside each number. */
export function pivotPart(query: ExploreQuery, answer: ExploreAnswer): TablePart {
  return {
    kind: 'table',
    title: metricOf(query.metric).label,
    columns: columnsOf(query, answer),
    source: { kind: 'given', rows: rowsOf(query, answer), asOf: answer.asOf },
  };
}

function columnsOf(query: ExploreQuery, { columns, rowTotals, comparedCells }: ExploreAnswer): Column[] {
  const { metric } = query;
  // The pivot has the totals that it is shown with, where it has any.
  const column = (key: string, label: string): Column => ({
    ...metricColumn(metric, key, label),
    noTotal: true,
  });
  const pair = (key: string, label: string): Column[] => [
    column(key, label),
    ...(comparedCells === null ? [] : [column(`${key}_before`, `${label}, before`)]),
  ];
  const total = query.columns === null ? metricOf(metric).label : totalWord(rowTotals);
  return [
    { key: 'name', label: axisWord(query.rows), type: 'text' },
    ...columns.flatMap((line, at) => pair(`c${at}`, lineText(query, query.columns ?? 'period', line))),
    ...(rowTotals === null ? [] : pair('total', total)),
  ];
}

function rowsOf(query: ExploreQuery, answer: ExploreAnswer): Value[][] {
  const { rows, columns, cells, comparedCells, rowTotals, columnTotals, grandTotal } = answer;
  const currencyOf = (row: ExploreLine | null, column: ExploreLine | null): string => {
    if (query.rows === 'currency' && row !== null) return row.key;
    return query.columns === 'currency' && column !== null ? column.key : query.currency;
  };
  const line = (
    row: ExploreLine | null,
    name: string,
    cellAt: (index: number) => readonly [MetricValue, MetricValue],
    total: readonly [MetricValue, MetricValue],
  ): Value[] => {
    const pair = (
      [value, before]: readonly [MetricValue, MetricValue],
      column: ExploreLine | null,
    ): Value[] => [
      ...metricCells(query.metric, value, currencyOf(row, column)),
      ...(comparedCells === null ? [] : metricCells(query.metric, before, currencyOf(row, column))),
    ];
    return [
      name,
      ...columns.flatMap((column, index) => pair(cellAt(index), column)),
      ...(rowTotals === null ? [] : pair(total, null)),
    ];
  };
  const shown = rows.map((row, at) =>
    line(
      row,
      lineText(query, query.rows, row),
      (index) => [cells[at]?.[index] ?? null, comparedCells?.[at]?.[index] ?? null],
      [row.total, row.comparedTotal],
    ),
  );
  if (columnTotals === null && grandTotal === null) return shown;
  const below = line(
    null,
    totalWord(columnTotals ?? grandTotal),
    (index) =>
      columnTotals === null
        ? nothing
        : [columns[index]?.total ?? null, columns[index]?.comparedTotal ?? null],
    grandTotal === null ? nothing : [answer.total, answer.comparedTotal],
  );
  return [...shown, below];
}

const nothing = [null, null] as const;

/** What a pivot shows, as a file says it. */
export function pivotFacts(
  query: ExploreQuery,
  { range, comparedRange, rowCount, rows }: ExploreAnswer,
): (readonly [string, string])[] {
  const { label, counts } = metricOf(query.metric);
  const by = [query.rows, query.columns].filter((axis) => axis !== null).map(axisWord);
  const filters = Object.entries(query.filters).map(
    ([name, value]) => `${name}: ${[value].flat().join(', ')}`,
  );
  return [
    ['Metric', `${label}: ${counts}`],
    ['By', by.join(' × ')],
    ['Period', rangeText(range)],
    ...(comparedRange === null ? [] : [['Compared with', rangeText(comparedRange)] as const]),
    ['Filter', filters.length === 0 ? 'None' : filters.join('; ')],
    ...(rowCount > rows.length ? [['Rows', `the first ${rows.length} of ${rowCount}`] as const] : []),
  ];
}

const words = enumLabels([
  'period',
  'category',
  'currency',
  'channel',
  'advertiser',
  'editor',
  'role',
  'country',
]);
const axisWord = (axis: ExploreAxis): string => words[axis] ?? axis;
const totalWord = (kind: ExploreAnswer['rowTotals']): string => (kind === 'overall' ? 'Overall' : 'Total');

function lineText(
  { granularity }: ExploreQuery,
  axis: ExploreAxis,
  { key, name, range }: ExploreLine,
): string {
  // The key of a period is its first day, also where the range begins later.
  if (range !== null) return periodText(key, granularity);
  if (key === '') return 'not known';
  if (name !== null) return name;
  return axis === 'category' || axis === 'role' ? (enumLabels([key])[key] ?? key) : key;
}
