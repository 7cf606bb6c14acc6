import { createHash } from 'node:crypto';
import type { MirrorTable } from './mirror-table.ts';
import type { Rollup } from './rollups/rollup.ts';

/** Raised when the way of keeping changes in a manner that the declarations do not show. */
const formatVersion = 1;

/** All that a cache holds, as plain data: the same for the thread that fills it and for those that read it. */
export type CacheDefinition = {
  readonly workspaceId: string;
  readonly tables: readonly MirrorTable[];
  readonly rollups: readonly Rollup[];
};

/** Two caches with the same hash have the same tables; another hash means that a cache has to be built anew. */
export function definitionHash(definition: CacheDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify([formatVersion, definition]))
    .digest('hex');
}
