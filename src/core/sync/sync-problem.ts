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

const damage: ReadonlySet<string> = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);
const full: ReadonlySet<string> = new Set(['SQLITE_FULL', 'ENOSPC', 'SQLITE_IOERR_WRITE']);

/** Whether SQLite says that the file itself is broken. */
export function isDamage(error: unknown): boolean {
  return errorChain(error).some((link) => [...damage].some((code) => errorCode(link).startsWith(code)));
}

export function classifySyncFailure(error: unknown, now: number): SyncFailure {
  const at = instant(now);
  const code =
    errorChain(error)
      .map(errorCode)
      .find((found) => found !== '') ?? '';
  if (isDamage(error)) {
    return {
      kind: 'damaged',
      problem: { code: 'CACHE_DAMAGED', message: 'The file of the local cache is damaged.', at },
    };
  }
  if (full.has(code)) {
    const message = 'The disk is full: the local cache cannot take over changes.';
    return { kind: 'stuck', problem: { code: 'DISK_FULL', message, at } };
  }
  const expected = backendError(error);
  if (expected !== null) {
    const kind = expected.code === 'BACKEND_UNREACHABLE' ? 'offline' : 'stuck';
    return { kind, problem: { code: expected.code, message: expected.message, at } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'stuck', problem: { code: 'UNEXPECTED', message, at } };
}
