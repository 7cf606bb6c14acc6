import { expect, test } from 'vitest';
import {
  type ExploreAnswer,
  exploreAnswerSchema,
  exploreQuerySchema,
} from '#contract/metrics/explore/explore-query.ts';
import { exploreSeries, mostSeries, usualLook } from './explore-series.ts';

const query = (rows: string, columns: string | null, metric = 'sales') =>
  exploreQuerySchema.parse({ metric, rows, columns, range: null, currency: 'USD' });

const line = (key: string) => ({ key, name: null, range: null, total: '7000000', comparedTotal: null });

const lines = (count: number) => Array.from({ length: count }, (_, at) => line(String(at)));

function answer(rows: number, columns: number): ExploreAnswer {
  const range = { from: '2026-01-01', to: '2026-03-31' };
  return exploreAnswerSchema.parse({
    range,
    comparedRange: null,
    rows: lines(rows),
    columns: lines(columns),
    rowCount: rows + 5,
    columnCount: columns,
    cells: lines(rows).map((_, at) =>
      lines(columns).map((__, index) => (at === 1 ? null : `${at * 10 + index}000000`)),
    ),
    comparedCells: null,
    total: '1',
    comparedTotal: null,
    rowTotals: 'sum',
    columnTotals: 'sum',
    grandTotal: 'sum',
    scanned: false,
    timeZone: 'UTC',
    asOf: 0,
  });
}

test('time lies along the axis, whichever of the two it is', () => {
  const inColumns = exploreSeries(query('category', 'period'), answer(9, 3));
  expect([inColumns.along.length, inColumns.series.length, inColumns.seriesAre]).toEqual([
    3,
    mostSeries,
    'rows',
  ]);
  expect(inColumns.series[2]?.values).toEqual([20, 21, 22]);
  expect(inColumns.seriesCount).toBe(14);
  const inRows = exploreSeries(query('period', 'category'), answer(30, 3));
  expect([inRows.along.length, inRows.series.length, inRows.seriesAre]).toEqual([30, 3, 'columns']);
  expect(inRows.series[2]?.values.slice(0, 3)).toEqual([2, null, 22]);
});

test('by one thing only, the totals are drawn', () => {
  const { series, along } = exploreSeries(query('channel', null), answer(40, 0));
  expect([along.length, series.length, series[0]?.values[0]]).toEqual([24, 1, 7]);
});

test('what adds up is stacked, what does not stands side by side', () => {
  expect(usualLook(query('category', 'period'), true)).toBe('line');
  expect(usualLook(query('category', 'editor'), true)).toBe('stack');
  expect(usualLook(query('category', 'editor'), false)).toBe('bars');
  expect(usualLook(query('category', null), true)).toBe('bars');
});
