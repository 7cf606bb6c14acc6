import SqliteDatabase, { type Database } from 'better-sqlite3';
import { registerCacheFunctions } from '../cache/cache-functions.ts';
import { findMistake } from './find-mistake.ts';
import { onlyReads } from './only-reads.ts';
import { instantOfCopy, readResult } from './read-result.ts';
import { unreadableTable } from './require-readable.ts';
import { lineAndColumn } from './sql-tokens.ts';
import type { SqlReply, SqlRequest } from './sql-messages.ts';

/**
 * Answers one statement of the SQL console in the process that was made for it. Four things stand between a statement and
 * the data: its words, the file that is open for reading only, SQLite's own word on what it compiled to, and the list of tables.
 */
export function answerSql({ file, text, tables }: Omit<SqlRequest, 'limitMs'>): SqlReply {
  const began = performance.now();
  const statement = onlyReads(text);
  if ('problem' in statement) return { kind: 'refused', problem: statement.problem };
  let database: Database;
  try {
    database = openForReading(file);
  } catch (error) {
    return { kind: 'unreadable', problem: messageOf(error) };
  }
  try {
    database.exec('begin');
    const asOf = instantOfCopy(database);
    const unreadable = unreadableTable(database, statement.inner, tables);
    if (unreadable !== null) {
      return { kind: 'refused', problem: `the table ${unreadable} cannot be read here` };
    }
    const prepared = database.prepare(statement.text);
    if (!prepared.readonly || !prepared.reader) return { kind: 'refused', problem: 'it does not only read' };
    return { kind: 'rows', ...readResult(prepared, tables), elapsedMs: performance.now() - began, asOf };
  } catch (error) {
    return failureOf(database, text, error);
  } finally {
    database.close();
  }
}

function openForReading(file: string): Database {
  const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  database.pragma('query_only = on');
  database.pragma('trusted_schema = off');
  // Nothing is written aside on the disk: memory has a limit of its own.
  database.pragma('temp_store = memory');
  database.pragma('cache_size = -16384');
  registerCacheFunctions(database);
  return database;
}

function failureOf(database: Database, text: string, error: unknown): SqlReply {
  const problem = messageOf(error);
  const code = error instanceof SqliteDatabase.SqliteError ? error.code : '';
  if (/^SQLITE_(CANTOPEN|CORRUPT|NOTADB|IOERR|BUSY|PROTOCOL)/.test(code))
    return { kind: 'unreadable', problem };
  const at = findMistake(text, problem, (part) => {
    try {
      database.prepare(part);
      return null;
    } catch (mistake) {
      return messageOf(mistake);
    }
  });
  return at === null
    ? { kind: 'failed', problem }
    : { kind: 'not-understood', problem, ...lineAndColumn(text, at) };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
