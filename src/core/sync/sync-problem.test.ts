import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { classifySyncFailure } from './sync-problem.ts';

const now = Date.UTC(2026, 0, 1);

test.each([
  ['SQLITE_CORRUPT_VTAB', 'damaged', 'CACHE_DAMAGED'],
  ['SQLITE_IOERR_SHORT_READ', 'damaged', 'CACHE_DAMAGED'],
  ['SQLITE_IOERR_FSTAT', 'damaged', 'CACHE_DAMAGED'],
  // A full disk never costs a cache: it would be thrown away where no other can be written.
  ['SQLITE_FULL', 'stuck', 'DISK_FULL'],
  ['SQLITE_IOERR_WRITE', 'stuck', 'DISK_FULL'],
  ['SQLITE_IOERR_SHMSIZE', 'stuck', 'DISK_FULL'],
  ['SQLITE_CANTOPEN', 'stuck', 'DATA_DIR_NOT_WRITABLE'],
  ['SQLITE_IOERR_NOMEM', 'stuck', 'UNEXPECTED'],
])('%s is %s: %s', (code, kind, told) => {
  const failure = classifySyncFailure(new SqliteDatabase.SqliteError('disk I/O error', code), now);
  expect(failure).toMatchObject({ kind, problem: { code: told, at: now } });
});
