import type { MessagePort } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';

/** The first that a thread says which uses SQLite. */
export type SqliteLoaded = { readonly kind: 'sqlite-loaded' };

/** Loads SQLite's library into this thread and says so, before anything else: see `startSqliteThread`. */
export function loadSqlite(port: MessagePort): void {
  new SqliteDatabase(':memory:').close();
  port.postMessage({ kind: 'sqlite-loaded' } satisfies SqliteLoaded);
}
