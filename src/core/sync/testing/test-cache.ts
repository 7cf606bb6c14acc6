import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SyncVerification } from '#contract/sync.ts';
import type { CacheDefinition } from '../../cache/cache-definition.ts';
import type { MirrorTable } from '../../cache/mirror-table.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Rollup } from '../../cache/rollups/rollup.ts';
import { silentLogger } from '../../logging/logger.ts';
import { startSyncEngine } from '../sync-engine.ts';
import { untilCurrent } from './things.ts';

/** The local copy of some tables of a test database, real as in the console. */
export type TestCache = {
  readonly cache: Cache;
  /** Waits until it has all that was committed so far. */
  caughtUp(): Promise<void>;
  verify(): Promise<SyncVerification>;
  /** Keeps these tables, or less or more of them, and waits until that is there. */
  keep(tables: readonly MirrorTable[]): Promise<void>;
  close(): Promise<void>;
};

export async function startTestCache(options: {
  readonly url: string;
  readonly workspaceId: string;
  readonly tables: readonly MirrorTable[];
  readonly rollups?: readonly Rollup[];
}): Promise<TestCache> {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-cache-'));
  const { workspaceId, rollups = [] } = options;
  const define = (tables: readonly MirrorTable[]): CacheDefinition => ({ workspaceId, tables, rollups });
  const config = { connectionString: options.url };
  const engine = startSyncEngine({
    folder,
    definition: define(options.tables),
    connection: () => Promise.resolve({ read: config, primary: config }),
    logger: silentLogger(),
  });
  await untilCurrent(engine);
  return {
    cache: engine.cache,
    async caughtUp() {
      if (!(await engine.cache.caughtUp(10_000))) throw new Error('the cache did not catch up');
    },
    verify: () => engine.verify(),
    async keep(tables) {
      await engine.define(define(tables));
      // An answer is given once what was asked for before is done.
      await engine.verify();
    },
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
