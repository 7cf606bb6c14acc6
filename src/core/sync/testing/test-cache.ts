import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MirrorTable } from '../../cache/mirror-table.ts';
import type { Cache } from '../../cache/cache.ts';
import { silentLogger } from '../../logging/logger.ts';
import { startSyncEngine } from '../sync-engine.ts';

/** The local copy of some tables of a test database, real as in the console. */
export type TestCache = {
  readonly cache: Cache;
  /** Waits until it has all that was committed so far. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
};

export async function startTestCache(options: {
  readonly url: string;
  readonly workspaceId: string;
  readonly tables: readonly MirrorTable[];
}): Promise<TestCache> {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-cache-'));
  const config = { connectionString: options.url };
  const engine = startSyncEngine({
    folder,
    definition: { workspaceId: options.workspaceId, tables: options.tables, rollups: [] },
    connection: () => Promise.resolve({ read: config, primary: config }),
    logger: silentLogger(),
  });
  await new Promise<void>((resolve) => {
    const look = () => {
      if (engine.status().state !== 'current') return;
      stop();
      resolve();
    };
    const stop = engine.onStatus(look);
    look();
  });
  return {
    cache: engine.cache,
    async caughtUp() {
      if (!(await engine.cache.caughtUp(10_000))) throw new Error('the cache did not catch up');
    },
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
