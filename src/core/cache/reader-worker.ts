import { parentPort } from 'node:worker_threads';
import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';
import type { ReaderReply, ReaderRequest, ReadStatement } from './reader-messages.ts';
import { registerCacheFunctions } from './cache-functions.ts';
import { loadSqlite } from '../threads/load-sqlite.ts';
import { smallIntegersAsNumbers } from './sqlite-integers.ts';

// A thread that reads the cache. It never writes, and holds a state of it no longer than one request.

const keptStatements = 200;

const port = parentPort;
if (port === null) throw new Error('this file is a thread of the console');
loadSqlite(port);

let database: Database | null = null;
const prepared = new Map<string, Statement>();

let file: string | null = null;

port.on('message', (request: ReaderRequest) => {
  if (request.kind === 'open') {
    close();
    ({ file } = request);
    try {
      open();
    } catch {
      // Tried again at the next question, which is told why it does not work.
    }
  } else port.postMessage(answer(request.id, request.statements));
});

function close(): void {
  prepared.clear();
  database?.close();
  database = null;
}

/** At once, before the file may be replaced, and again with each question when it did not work: what was in the way may be gone. */
function open(): Database | null {
  if (database !== null || file === null) return database;
  const opened = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  try {
    opened.pragma('cache_size = -16384');
    registerCacheFunctions(opened);
  } catch (error) {
    opened.close();
    throw error;
  }
  database = opened;
  return database;
}

function answer(id: number, statements: readonly ReadStatement[]): ReaderReply {
  try {
    const opened = open();
    if (opened === null) {
      return { kind: 'failed', id, code: 'CACHE_NOT_READY', message: 'there is no cache to read' };
    }
    const single = statements.length === 1;
    if (!single) opened.exec('begin');
    try {
      return { kind: 'rows', id, answers: statements.map((statement) => run(opened, statement)) };
    } finally {
      if (opened.inTransaction) opened.exec('rollback');
    }
  } catch (error) {
    const code = error instanceof SqliteDatabase.SqliteError ? error.code : 'UNEXPECTED';
    return { kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) };
  }
}

function run(opened: Database, { text, values }: ReadStatement): readonly unknown[] {
  let statement = prepared.get(text);
  if (statement === undefined) {
    if (prepared.size >= keptStatements) prepared.clear();
    statement = opened.prepare(text).safeIntegers();
    prepared.set(text, statement);
  }
  const rows = statement.all(values);
  for (const row of rows) {
    if (typeof row === 'object' && row !== null) smallIntegersAsNumbers(row);
  }
  return rows;
}
