import { expect, test } from 'vitest';
import type { SqlKind, SqlResult, SqlTable } from '#contract/sql-console.ts';
import { chartColumns, pointsOf, rowsToDraw } from './chart-columns.ts';
import { matchingTables } from './matching-tables.ts';

const columns = (...kinds: readonly (readonly [string, SqlKind])[]) => ({
  columns: kinds.map(([name, kind]) => ({ name, kind })),
});

test('time lies along, amounts are drawn before counts', () => {
  expect(
    chartColumns(columns(['orders', 'integer'], ['day', 'text'], ['sum_micros', 'micros'])),
  ).toMatchObject({
    x: 1,
    y: 2,
    look: 'line',
  });
  expect(chartColumns(columns(['name', 'text'], ['orders', 'integer']))).toMatchObject({
    x: 0,
    y: 1,
    look: 'bars',
  });
  expect(chartColumns(columns(['n', 'integer']))).toMatchObject({ x: 0, y: 0 });
  expect(chartColumns(columns(['name', 'text']))).toBeNull();
});

test('what is no number is a gap', () => {
  const result: SqlResult = {
    ...columns(['a_micros', 'micros']),
    rows: [[1_500_000], [null], ['many'], ['9000000000000000000']],
    cut: null,
    shortened: 0,
    elapsedMs: 1,
    asOf: null,
  };
  expect(pointsOf(result, result.rows, 0)).toEqual([1.5, null, null, 9_000_000_000_000]);
});

const table = (name: string, ...names: string[]): SqlTable => ({
  name,
  kind: 'rows',
  rows: 0,
  columns: names.map((column) => ({ name: column, type: 'TEXT', kind: 'text', key: 0 })),
  indexes: [],
});

test('along time the earliest comes first', () => {
  const rows = [['2026-03-02'], ['2026-03-01'], [null]];
  expect(rowsToDraw({ ...columns(['day', 'text']), rows }, 0)).toEqual([
    [null],
    ['2026-03-01'],
    ['2026-03-02'],
  ]);
  expect(rowsToDraw({ ...columns(['name', 'text']), rows }, 0)).toEqual(rows);
});

test('a search finds tables, and columns in the others', () => {
  const tables = [
    table('orders', 'id', 'status'),
    table('payments', 'order_id', 'kind'),
    table('ratings', 'id'),
  ];
  expect(matchingTables(tables, ' ORDER').map(({ name, columns: own }) => `${name} ${own.length}`)).toEqual([
    'orders 2',
    'payments 1',
  ]);
  expect(matchingTables(tables, '')).toHaveLength(3);
});
