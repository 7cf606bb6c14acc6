import { instant } from '#contract/time.ts';
import type { SyncStatus } from '#contract/sync.ts';
import { backendError } from '../backend/backend-error.ts';
import { errorChain, errorCode } from '../backend/error-chain.ts';

/** What went wrong while syncing, as far as it matters for what to do next. */
export type SyncFailure =
  /** The database cannot be reached: try again, soon and then less often. */
  | { readonly kind: 'offline'; readonly problem: Problem }
  /** The cache is beyond use: build another. */
  | { readonly kind: 'damaged'; readonly problem: Problem }
  /** Something else has to change first (the disk is full, a permission is missing): try again now and then. */
  | { readonly kind: 'stuck'; readonly problem: Problem };

type Problem = NonNullable<SyncStatus['lastProblem']>;

const damage = [
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'SQLITE_IOERR_READ',
  'SQLITE_IOERR_SHORT_READ',
  // A file that was cut under an open cache, where the operating system is who noticed.
  'SQLITE_IOERR_FSTAT',
];
const full: ReadonlySet<string> = new Set([
  'SQLITE_FULL',
  'ENOSPC',
  'EDQUOT',
  'SQLITE_IOERR_WRITE',
  // Enlarging the index of the log: see https://www.sqlite.org/rescode.html#ioerr_shmsize
  'SQLITE_IOERR_SHMSIZE',
]);
const closed = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'];

/** The file of a cache cannot be used as one: it is a folder, closed to us, or says itself that it is broken. */
export class CacheUnusable extends Error {
  override readonly name = 'CacheUnusable';
}

/** There is no way to reach the database now; the message says why, to a person. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

/** Whether SQLite says with this code that the file itself is broken. */
export function isDamageCode(code: string): boolean {
  return damage.some((known) => code.startsWith(known));
}

function isDamage(error: unknown): boolean {
  return errorChain(error).some((link) => link instanceof CacheUnusable || isDamageCode(errorCode(link)));
}

export function classifySyncFailure(error: unknown, now: number): SyncFailure {
  const at = instant(now);
  const code =
    errorChain(error)
      .map(errorCode)
      .find((found) => found !== '') ?? '';
  if (error instanceof NoConnection) {
    return { kind: 'offline', problem: { code: 'BACKEND_UNREACHABLE', message: error.message, at } };
  }
  if (isDamage(error)) {
    return {
      kind: 'damaged',
      problem: {
        code: 'CACHE_DAMAGED',
        message: 'The file of the local cache is damaged: it is made anew.',
        at,
      },
    };
  }
  if (full.has(code)) {
    const message = 'The disk is full: the local cache cannot take over changes.';
    return { kind: 'stuck', problem: { code: 'DISK_FULL', message, at } };
  }
  if (closed.some((known) => code.startsWith(known))) {
    const message = `The folder of the local cache cannot be used (${code}).`;
    return { kind: 'stuck', problem: { code: 'DATA_DIR_NOT_WRITABLE', message, at } };
  }
  const expected = backendError(error);
  if (expected !== null) {
    const kind = expected.code === 'BACKEND_UNREACHABLE' ? 'offline' : 'stuck';
    return { kind, problem: { code: expected.code, message: expected.message, at } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'stuck', problem: { code: 'UNEXPECTED', message, at } };
}
