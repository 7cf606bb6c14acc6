import type { Database } from 'better-sqlite3';
import type { Row, Value } from './column.ts';
import type { RowSource } from './export-job.ts';

const rowsInBatch = 500;

/** How many rows a source has, in the state of the cache that the transaction sees. */
export function countRows(database: Database | null, source: RowSource): number {
  if (source.kind === 'given') return source.rows.length;
  const counted = open(database).prepare(source.count.text).pluck().get(source.count.values);
  return typeof counted === 'number' ? counted : 0;
}

/** The rows of a source, some at a time: never all of a statement's in memory. */
export function* readRows(database: Database | null, source: RowSource): Generator<readonly Row[]> {
  if (source.kind === 'given') {
    yield source.rows;
    return;
  }
  const statement = open(database).prepare(source.rows.text).raw();
  let batch: Row[] = [];
  for (const row of statement.iterate(source.rows.values)) {
    if (isRow(row)) batch.push(row);
    if (batch.length < rowsInBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** What a statement in `raw` mode gives; it is a row of values, whatever its type says. */
function isRow(row: unknown): row is Value[] {
  return Array.isArray(row);
}

function open(database: Database | null): Database {
  if (database === null) throw new Error('a table of the local copy was asked for without its file');
  return database;
}
