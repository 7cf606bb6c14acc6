import type { SqlResult } from '#contract/sql-console.ts';
import { isNumeric } from './sql-value-text.ts';

/** More points than this are not told apart. */
export const drawnRows = 1_000;

const isTime = /(^|_)(day|date|week|month|period|year|hour|at)$/i;

/** What of an answer is best drawn: time or names along, the first number that is neither; null without numbers. */
export function chartColumns({ columns }: Pick<SqlResult, 'columns'>): {
  readonly x: number;
  readonly y: number;
  readonly numeric: readonly number[];
  readonly look: 'line' | 'bars';
} | null {
  const numeric = columns.flatMap((column, at) => (isNumeric(column) ? [at] : []));
  const time = columns.findIndex(({ name, kind }) => kind === 'instant' || isTime.test(name));
  const words = columns.findIndex((column) => !isNumeric(column));
  const x = time === -1 ? (words === -1 ? 0 : words) : time;
  const y =
    numeric.findLast((at) => at !== x && columns[at]?.kind === 'micros') ??
    numeric.findLast((at) => at !== x) ??
    numeric[0];
  return y === undefined ? null : { x, y, numeric, look: time === -1 ? 'bars' : 'line' };
}

type Rows = SqlResult['rows'];

/** The first rows of an answer; along time the earliest is drawn first, whatever the statement sorts by. */
export function rowsToDraw({ columns, rows }: Pick<SqlResult, 'columns' | 'rows'>, x: number): Rows {
  const first = rows.slice(0, drawnRows);
  const column = columns[x];
  if (column === undefined || (column.kind !== 'instant' && !isTime.test(column.name))) return first;
  return first.toSorted((one, other) => {
    const [left, right] = [one[x] ?? '', other[x] ?? ''];
    return left < right ? -1 : Number(left > right);
  });
}

/** The values of a column as numbers; amounts in whole units. */
export function pointsOf({ columns }: Pick<SqlResult, 'columns'>, rows: Rows, at: number): (number | null)[] {
  const scale = columns[at]?.kind === 'micros' ? 1_000_000 : 1;
  return rows.map((row) => {
    const value = row[at];
    const number = value === null || value === undefined || value === '' ? Number.NaN : Number(value);
    return Number.isFinite(number) ? number / scale : null;
  });
}
