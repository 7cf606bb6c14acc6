import { parentPort } from 'node:worker_threads';
import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';
import type { ReaderReply, ReaderRequest, ReadStatement } from './reader-messages.ts';
import { registerCacheFunctions } from './cache-functions.ts';
import { smallIntegersAsNumbers } from './sqlite-integers.ts';

// A thread that reads the cache. It never writes, and holds a state of it no longer than one request.

const keptStatements = 200;

const port = parentPort;
if (port === null) throw new Error('this file is a thread of the console');

let database: Database | null = null;
const prepared = new Map<string, Statement>();

port.on('message', (request: ReaderRequest) => {
  if (request.kind === 'open') open(request.file);
  else port.postMessage(answer(request.id, request.statements));
});

function open(file: string | null): void {
  prepared.clear();
  database?.close();
  database = null;
  if (file === null) return;
  try {
    database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    database.pragma('cache_size = -16384');
    registerCacheFunctions(database);
  } catch {
    // What is asked of it answers that there is none; the writer notices and builds another.
    database = null;
  }
}

function answer(id: number, statements: readonly ReadStatement[]): ReaderReply {
  if (database === null) {
    return { kind: 'failed', id, code: 'CACHE_NOT_READY', message: 'there is no cache to read' };
  }
  try {
    const single = statements.length === 1;
    if (!single) database.exec('begin');
    try {
      return { kind: 'rows', id, answers: statements.map((statement) => run(statement)) };
    } finally {
      if (!single) database.exec('commit');
    }
  } catch (error) {
    const code = error instanceof SqliteDatabase.SqliteError ? error.code : 'UNEXPECTED';
    return { kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) };
  }
}

function run({ text, values }: ReadStatement): readonly unknown[] {
  let statement = prepared.get(text);
  if (statement === undefined) {
    if (database === null) throw new Error('no cache');
    if (prepared.size >= keptStatements) prepared.clear();
    statement = database.prepare(text).safeIntegers();
    prepared.set(text, statement);
  }
  const rows = statement.all(values);
  for (const row of rows) {
    if (typeof row === 'object' && row !== null) smallIntegersAsNumbers(row);
  }
  return rows;
}
