import type { CacheDefinition } from '../cache/cache-definition.ts';
import type { CacheFiles } from '../cache/cache-files.ts';
import { removeCache } from '../cache/cache-files.ts';
import { CacheWriter, type RollupSupport } from '../cache/cache-writer.ts';
import type { WindowSource } from './window-source.ts';

const tellEveryRows = 50_000;

export type BuildProgress = {
  readonly table: string;
  /** Of all tables, so far. */
  readonly rows: number;
  readonly estimatedRows: number;
};

/**
 * Fills a new cache with all there is, as one snapshot, beside the one in use; returns its path once it is complete, indexed and
 * safe on the disk. Whatever fails, nothing of it stays.
 */
export async function buildCache(
  source: WindowSource,
  files: CacheFiles,
  definition: CacheDefinition,
  rollups: RollupSupport,
  tell: (progress: BuildProgress) => void,
): Promise<string> {
  const building = files.startBuilding();
  const window = await source.open(null);
  const { cursor, asOf, epoch, timeZone } = window.head;
  let writer: CacheWriter | null = null;
  try {
    writer = CacheWriter.create(building, definition, rollups, timeZone);
    let estimatedRows = 0;
    for (const table of definition.tables) estimatedRows += await window.estimatedRows(table);
    let rows = 0;
    writer.begin();
    for (const table of definition.tables) {
      const target = writer.table(table.name);
      if (target === null) continue;
      tell({ table: table.name, rows, estimatedRows: Math.max(estimatedRows, rows) });
      await window.rows(table, (row) => {
        target.load(row);
        rows += 1;
        if (rows % tellEveryRows === 0) {
          tell({ table: table.name, rows, estimatedRows: Math.max(estimatedRows, rows) });
        }
      });
      target.finishLoad();
    }
    await window.close();
    writer.finishLoad({ cursor, asOf, epoch, timeZone });
    writer.close();
    return files.publish(building);
  } catch (error) {
    writer?.close();
    removeCache(building);
    throw error;
  }
}
