import type { Database, Statement } from 'better-sqlite3';
import { type SqlColumn, type SqlKind, sqlLimits, type SqlValue } from '#contract/sql-console.ts';
import type { ReadableTables, SqlAnswer } from './sql-messages.ts';

type Read = Pick<SqlAnswer, 'columns' | 'rows' | 'cut' | 'shortened'>;

/** Takes rows from SQLite's cursor until there are enough of them; what comes after is never made. */
export function readResult(statement: Statement, tables: ReadableTables): Read {
  const declared = statement.columns();
  const rows: SqlValue[][] = [];
  let bytes = 0;
  let shortened = 0;
  let cut: Read['cut'] = null;
  for (const raw of statement.raw().safeIntegers().iterate()) {
    if (rows.length === sqlLimits.rows) {
      cut = 'rows';
      break;
    }
    const row = (Array.isArray(raw) ? raw : [raw]).map((value: unknown) => {
      const shown = shownValue(value);
      if (typeof shown !== 'string' || shown.length <= sqlLimits.valueCharacters) return shown;
      shortened += 1;
      return `${shown.slice(0, sqlLimits.valueCharacters)}…`;
    });
    bytes += row.reduce<number>(
      (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 8),
      0,
    );
    if (bytes > sqlLimits.bytes) {
      cut = 'bytes';
      break;
    }
    rows.push(row);
  }
  const columns = declared.map(({ name, table, column }, at): SqlColumn => ({
    name,
    kind: kindOf(name, table === null ? undefined : tables[table]?.[column ?? ''], rows, at),
  }));
  return { columns, rows, cut, shortened };
}

/** What a value is on the wire: integers are exact, bytes are written as SQL does. */
function shownValue(value: unknown): SqlValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'bigint') return BigInt.asIntN(54, value) === value ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return Buffer.isBuffer(value) ? `x'${value.subarray(0, sqlLimits.valueCharacters).toString('hex')}'` : null;
}

function kindOf(
  name: string,
  declared: SqlKind | undefined,
  rows: readonly (readonly SqlValue[])[],
  at: number,
): SqlKind {
  if (declared !== undefined) return declared;
  const value = rows.find((row) => row[at] !== null)?.[at];
  if (value === undefined || value === null) return 'unknown';
  const isWhole = typeof value === 'number' ? Number.isInteger(value) : /^-?\d{16,}$/.test(value);
  if (isWhole && /micros/i.test(name)) return 'micros';
  if (isWhole && /_at\)?$/i.test(name)) return 'instant';
  if (typeof value === 'number') return rows.every((row) => isInteger(row[at])) ? 'integer' : 'real';
  return isWhole ? 'integer' : value.startsWith(`x'`) ? 'blob' : 'text';
}

const isInteger = (value: SqlValue | undefined): boolean =>
  value === null || value === undefined || Number.isInteger(Number(value));

/** The instant (milliseconds UTC) of whose data the copy is. */
export function instantOfCopy(database: Database): number | null {
  const value: unknown = database.prepare(`select value from cache_facts where name = 'asOf'`).pluck().get();
  return value === undefined ? null : Number(value);
}
