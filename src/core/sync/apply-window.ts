import type { CacheWriter } from '../cache/cache-writer.ts';
import type { MirrorTable } from '../cache/mirror-table.ts';
import type { Window } from './window-source.ts';

/**
 * Takes an open window over in one SQLite transaction, removals first: a row that was removed and put in again is there. After
 * a kill at any instant the cache is as before or as after. `asOf` is the instant of which it is a copy then. Returns the names of the tables that changed.
 */
export async function applyWindow(
  writer: CacheWriter,
  window: Window,
  tables: readonly MirrorTable[],
  asOf: number,
): Promise<ReadonlySet<string>> {
  const { cursor, epoch, timeZone, changed, anyRemoved } = window.head;
  const touched = new Set(changed);
  writer.begin();
  try {
    if (anyRemoved) {
      await window.removed(({ table, key }) => {
        touched.add(table);
        writer.table(table)?.remove(key);
      });
    }
    for (const table of tables) {
      const target = changed.includes(table.name) ? writer.table(table.name) : null;
      if (target !== null) await window.rows(table, (row) => target.put(row));
    }
    writer.commit({ cursor, asOf, epoch, timeZone }, touched);
    return touched;
  } catch (error) {
    writer.rollback();
    throw error;
  }
}
