import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { tableDdl } from '#core/cache/cache-ddl.ts';
import type { MirrorTable } from '#core/cache/mirror-table.ts';
import type { RowValue } from '#core/cache/rollups/rollup.ts';
import { BinaryCopyReader, copyColumn } from '#core/sync/copy-binary.ts';
import type { BusinessDatabase } from '../business-database.ts';

const chunkRows = 50_000;

/**
 * What cannot be avoided: Postgres writes the rows out (COPY, thrown away), and SQLite takes the same rows, which are in memory,
 * with one prepared statement in one transaction, as unprotected as our own first load. Reading the one into the other is not
 * counted. Milliseconds of each.
 */
export async function measureFloor(
  database: BusinessDatabase,
  table: MirrorTable,
): Promise<{ copyMs: number; insertMs: number }> {
  const client = new Client(database.config);
  await client.connect();
  const columns = table.columns.map(({ name, kind }) => copyColumn(name, kind)).join(', ');
  const startedAt = performance.now();
  for await (const chunk of client.query(copyTo(`copy (select ${columns} from ${table.name}) to stdout`)))
    void chunk;
  const copyMs = performance.now() - startedAt;

  const folder = database.folder('floor');
  mkdirSync(folder, { recursive: true });
  const sqlite = new SqliteDatabase(path.join(folder, 'floor.sqlite'));
  sqlite.pragma('journal_mode = off');
  sqlite.pragma('synchronous = off');
  sqlite.exec(tableDdl(table, []));
  const insert = sqlite.prepare(
    `insert into ${table.name} values (${table.columns.map(() => '?').join(', ')})`,
  );
  let insertMs = 0;
  let rows: RowValue[][] = [];
  const insertRows = (): void => {
    const insertingSince = performance.now();
    for (const row of rows) insert.run(row);
    insertMs += performance.now() - insertingSince;
    rows = [];
  };
  sqlite.exec('begin');
  const reader = new BinaryCopyReader(table.columns.map(({ kind }) => kind));
  const stream = client.query(
    copyTo(`copy (select ${columns} from ${table.name}) to stdout (format binary)`),
  );
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('COPY gave no buffer');
    reader.read(chunk, (row) => rows.push([...row]));
    if (rows.length >= chunkRows) insertRows();
  }
  insertRows();
  const committingSince = performance.now();
  sqlite.exec('commit');
  insertMs += performance.now() - committingSince;
  sqlite.close();
  rmSync(folder, { recursive: true });
  await client.end();
  return { copyMs, insertMs };
}
