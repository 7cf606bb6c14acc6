import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import {
  type ExploreAnswer,
  type ExploreAxis,
  type ExploreLine,
  exploreQuerySchema,
  type ExploreQuery,
} from '#contract/metrics/explore/explore-query.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import { isQuotient, metricOf } from '#contract/metrics/metrics.ts';
import type { Cache } from '../../../cache/cache.ts';
import type { Column, ColumnType, Value } from '../../../exports/column.ts';
import { enumLabels } from '../../../exports/enum-labels.ts';
import type { ExportedTable } from '../../../exports/exported-table.ts';
import { decimalFromMicros } from '../../../exports/decimal.ts';
import { analyticsReader } from '../../analytics-reader.ts';
import { exploreMetric } from './explore-metric.ts';

/** A file has more rows than a page shows. */
const most = { rows: 10_000, columns: 200 };

/** The pivot of the page Explore as a file: as it is seen, with more of its rows. */
export function exploreExport(cache: Cache): ExportedTable {
  return {
    name: 'explore',
    title: 'Explore',
    permission: 'analytics:read',
    async prepare({ input }) {
      const parsed = exploreQuerySchema.safeParse({ ...input, most });
      if (!parsed.success)
        throw new OpsdeckError('INVALID_INPUT', { problem: z.prettifyError(parsed.error) });
      const query = parsed.data;
      const answer = await exploreMetric(await analyticsReader(cache), query, Date.now());
      return {
        part: {
          kind: 'table',
          title: metricOf(query.metric).label,
          columns: columnsOf(query, answer),
          source: { kind: 'given', rows: rowsOf(query, answer) },
        },
        facts: factsOf(query, answer),
      };
    },
  };
}

/** Averages are no money column: a workbook adds those up. */
function valueType({ metric }: ExploreQuery): ColumnType {
  const { unit } = metricOf(metric);
  if (unit === 'count') return 'integer';
  if (unit === 'ratio') return 'ratio';
  return isQuotient(metric) ? 'text' : 'money';
}

function columnsOf(query: ExploreQuery, { columns, rowTotals }: ExploreAnswer): Column[] {
  const type = valueType(query);
  const { label } = metricOf(query.metric);
  const ofColumns = columns.map((line, at) => ({
    key: `c${at}`,
    label: lineText(query.columns ?? 'period', line),
    type,
  }));
  const total = { key: 'total', label: query.columns === null ? label : totalWord(rowTotals), type };
  return [
    { key: 'name', label: axisWord(query.rows), type: 'text' },
    ...ofColumns,
    ...(rowTotals === null ? [] : [total]),
  ];
}

function rowsOf(query: ExploreQuery, { rows, columns, cells, rowTotals }: ExploreAnswer): Value[][] {
  return rows.map((row, at) => {
    const currencyOf = (column: ExploreLine | undefined): string => {
      if (query.rows === 'currency') return row.key;
      return query.columns === 'currency' && column !== undefined ? column.key : query.currency;
    };
    return [
      lineText(query.rows, row),
      ...columns.flatMap((column, index) => written(query, cells[at]?.[index] ?? null, currencyOf(column))),
      ...(rowTotals === null ? [] : written(query, row.total, currencyOf(undefined))),
    ];
  });
}

function written(query: ExploreQuery, value: MetricValue, currency: string): Value[] {
  switch (valueType(query)) {
    case 'integer':
      return [value === null ? null : Number(value)];
    case 'ratio':
      return [value === null ? null : Number(value) / 1_000_000];
    case 'money':
      return [value, currency];
    default:
      return [value === null ? null : `${decimalFromMicros(value)} ${currency}`];
  }
}

function factsOf(query: ExploreQuery, { range, rowCount, rows }: ExploreAnswer) {
  const { label, counts } = metricOf(query.metric);
  const by = [query.rows, query.columns].filter((axis) => axis !== null).map(axisWord);
  const filters = Object.entries(query.filters).map(
    ([name, value]) => `${name}: ${[value].flat().join(', ')}`,
  );
  return [
    ['Metric', `${label}: ${counts}`],
    ['By', by.join(' × ')],
    ['Period', `${range.from} – ${range.to}`],
    ['Filter', filters.length === 0 ? 'None' : filters.join('; ')],
    ...(rowCount > rows.length ? [['Rows', `the first ${rows.length} of ${rowCount}`] as const] : []),
  ] as const;
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

function lineText(axis: ExploreAxis, { key, name, range }: ExploreLine): string {
  if (range !== null) return range.from === range.to ? range.from : `${range.from} – ${range.to}`;
  if (key === '') return 'not known';
  if (name !== null) return name;
  return axis === 'category' || axis === 'role' ? (enumLabels([key])[key] ?? key) : key;
}
