import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { bigint, boolean, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { SyncStatus } from '#contract/sync.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import type { CacheDefinition } from '../../cache/cache-definition.ts';
import { mirror } from '../../cache/mirror.ts';
import { silentLogger } from '../../logging/logger.ts';
import { openWorkspace } from '../../workspaces/open-workspace.ts';
import { startSyncEngine, type SyncEngine } from '../sync-engine.ts';
import type { SyncTimings } from '../sync-timings.ts';

/** A table of tests, with a column of each kind. */
export const things = pgTable(
  'things',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: bigint({ mode: 'number' }).notNull(),
    amount: bigint({ mode: 'bigint' }).notNull(),
    name: text(),
    isGood: boolean('is_good'),
    at: timestamp({ withTimezone: true, precision: 3 }),
    document: jsonb(),
    labels: text().array(),
    owner: uuid(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

const thingsDdl = `create table things (
  workspace_id uuid not null, id bigint not null, amount bigint not null, name text, is_good boolean,
  at timestamptz(3), document jsonb, labels text[], owner uuid, primary key (workspace_id, id)
)`;

export type SyncFixture = {
  readonly testDatabase: TestDatabase;
  readonly pool: Pool;
  readonly workspaceId: string;
  readonly folder: string;
  readonly definition: CacheDefinition;
  /** Starts an engine on the fixture's folder; several only after one another. */
  start(options?: {
    readonly definition?: CacheDefinition;
    readonly url?: string;
    /** Where to read, when that is not where changes are announced. */
    readonly standbyUrl?: string;
    readonly folder?: string;
    readonly timings?: Partial<SyncTimings>;
  }): SyncEngine;
  close(): Promise<void>;
};

/** A database with a workspace and an empty table of things, and a folder for its cache. */
export async function createSyncFixture(): Promise<SyncFixture> {
  const testDatabase = await createTestDatabase();
  const { workspace } = await openWorkspace(testDatabase.database);
  await testDatabase.pool.query(thingsDdl);
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-cache-'));
  const definition: CacheDefinition = { workspaceId: workspace.id, tables: [mirror(things)], rollups: [] };
  const engines: SyncEngine[] = [];
  return {
    testDatabase,
    pool: testDatabase.pool,
    workspaceId: workspace.id,
    folder,
    definition,
    start(options = {}) {
      const primary = { connectionString: options.url ?? testDatabase.url };
      const read = options.standbyUrl === undefined ? primary : { connectionString: options.standbyUrl };
      const engine = startSyncEngine({
        folder: options.folder ?? folder,
        definition: options.definition ?? definition,
        connection: () => Promise.resolve({ read, primary }),
        logger: silentLogger(),
        ...(options.timings === undefined ? {} : { timings: options.timings }),
      });
      engines.push(engine);
      return engine;
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()));
      await testDatabase.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves with the first status that the condition holds for. */
export async function untilStatus(
  engine: SyncEngine,
  condition: (status: SyncStatus) => boolean,
): Promise<SyncStatus> {
  if (condition(engine.status())) return engine.status();
  return new Promise((resolve) => {
    const stop = engine.onStatus((status) => {
      if (!condition(status)) return;
      stop();
      resolve(status);
    });
  });
}

export const untilCurrent = (engine: SyncEngine): Promise<SyncStatus> =>
  untilStatus(engine, ({ state }) => state === 'current');

/** What the cache has, after it has caught up, as text that can be compared with `postgresThings`. */
export async function cachedThings(engine: SyncEngine): Promise<unknown[]> {
  return engine.cache.rows(
    sql`select id, cast(amount as text) as amount, name, is_good, at, document, labels, owner from things order by id`,
    z.unknown(),
  );
}

/** The same from Postgres. */
export async function postgresThings({ pool, workspaceId }: SyncFixture): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select id::float8 as id, amount::text as amount, name, is_good::int as is_good,
        floor(extract(epoch from at) * 1000)::float8 as at, document::text as document,
        to_jsonb(labels)::text as labels, owner::text as owner
      from things where workspace_id = $1 order by id`,
    [workspaceId],
  );
  return rows;
}
