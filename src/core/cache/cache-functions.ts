import type { Database } from 'better-sqlite3';

/**
 * Functions that queries of the cache may use beside SQLite's own.
 * `fold(text)`: lower case in every script (SQLite's `lower` knows ASCII only), for searching without regard to case.
 */
export function registerCacheFunctions(database: Database): void {
  database.function('fold', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? text.normalize('NFC').toLowerCase() : null,
  );
}
