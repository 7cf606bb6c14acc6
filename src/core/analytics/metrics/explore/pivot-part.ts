import type { DateRange } from '#contract/analytics.ts';
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
  const pair = (key: string, label: string): Column[] => [
    metricColumn(metric, key, label),
    ...(comparedCells === null ? [] : [metricColumn(metric, `${key}_before`, `${label}, before`)]),
  ];
  const total = query.columns === null ? metricOf(metric).label : totalWord(rowTotals);
  return [
    { key: 'name', label: axisWord(query.rows), type: 'text' },
    ...columns.flatMap((line, at) => pair(`c${at}`, lineText(query.columns ?? 'period', line))),
    ...(rowTotals === null ? [] : pair('total', total)),
  ];
}

function rowsOf(
  query: ExploreQuery,
  { rows, columns, cells, comparedCells, rowTotals }: ExploreAnswer,
): Value[][] {
  return rows.map((row, at) => {
    const currencyOf = (column: ExploreLine | undefined): string => {
      if (query.rows === 'currency') return row.key;
      return query.columns === 'currency' && column !== undefined ? column.key : query.currency;
    };
    const pair = (value: MetricValue, before: MetricValue, column?: ExploreLine): Value[] => [
      ...metricCells(query.metric, value, currencyOf(column)),
      ...(comparedCells === null ? [] : metricCells(query.metric, before, currencyOf(column))),
    ];
    return [
      lineText(query.rows, row),
      ...columns.flatMap((column, index) =>
        pair(cells[at]?.[index] ?? null, comparedCells?.[at]?.[index] ?? null, column),
      ),
      ...(rowTotals === null ? [] : pair(row.total, row.comparedTotal)),
    ];
  });
}

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

const rangeText = ({ from, to }: DateRange): string => `${from} – ${to}`;

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

function lineText(axis: ExploreAxis, { key, name, range }: ExploreLine): string {
  if (range !== null) return range.from === range.to ? range.from : rangeText(range);
  if (key === '') return 'not known';
  if (name !== null) return name;
  return axis === 'category' || axis === 'role' ? (enumLabels([key])[key] ?? key) : key;
}
