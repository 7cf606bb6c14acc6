import type { SyncStatus } from '#contract/sync.ts';
import type { CacheWriter } from '../cache/cache-writer.ts';
import { nextUnbegun, oldestUnseen, type SyncCursor } from './cursor.ts';
import type { WindowHead } from './window-source.ts';

/** Why the cache cannot follow this database by differences, or null when it can. */
export function misfitOf(writer: CacheWriter, cursor: SyncCursor, head: WindowHead): SyncStatus['reason'] {
  const facts = writer.facts();
  if (facts === null || facts.epoch !== head.epoch) return 'restored';
  if (facts.timeZone !== head.timeZone) return 'time-zone';
  if (head.purgedBefore > oldestUnseen(cursor)) return 'restored';
  // A standby counts from what it has repeated, which may be less than what was read from the primary before.
  if (!head.standby && nextUnbegun(head.cursor) < nextUnbegun(cursor)) return 'restored';
  return null;
}
