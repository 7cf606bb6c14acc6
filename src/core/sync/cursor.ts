import { z } from 'zod';

/**
 * What a cache has taken over: a snapshot of Postgres, as `pg_current_snapshot()` writes it (`xmin:xmax:xip,…`). The cache equals
 * exactly what a transaction with that snapshot would see.
 */
export const cursorSchema = z
  .string()
  .regex(/^\d+:\d+:(?:\d+(?:,\d+)*)?$/)
  .brand<'SyncCursor'>();
export type SyncCursor = z.infer<typeof cursorSchema>;

/** The first transaction that the cursor's snapshot may not have seen: everything older is in the cache. */
export function oldestUnseen(cursor: SyncCursor): bigint {
  return BigInt(cursor.slice(0, cursor.indexOf(':')));
}

/** The first transaction that had not begun. */
export function nextUnbegun(cursor: SyncCursor): bigint {
  return BigInt(cursor.split(':')[1] ?? '0');
}

/**
 * The cursor after reading under this snapshot. A standby does not list the transactions in progress in its snapshots, so there
 * everything from the oldest one on counts as unseen and is read again: rows that come twice change nothing.
 */
export function cursorAfter(snapshot: string, standby: boolean): SyncCursor {
  const cursor = cursorSchema.parse(snapshot);
  return standby ? cursorSchema.parse(`${oldestUnseen(cursor)}:${oldestUnseen(cursor)}:`) : cursor;
}

/**
 * The condition for “changed since the cursor”: its first half is what the index is for, its second makes it exact, whatever
 * order the transactions committed in. Safe to be put into SQL: the cursor is digits, colons and commas.
 */
export function changedSince(cursor: SyncCursor): string {
  return `changed_xid >= '${oldestUnseen(cursor)}'::xid8 and not pg_visible_in_snapshot(changed_xid, '${cursor}'::pg_snapshot)`;
}
