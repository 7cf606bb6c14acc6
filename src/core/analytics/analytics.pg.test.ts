import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { localCopy } from '../local-copy.ts';
import { silentLogger } from '../logging/logger.ts';
import { startSyncEngine, type SyncEngine } from '../sync/sync-engine.ts';
import { untilCurrent } from '../sync/testing/things.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import { analyticsReader } from './analytics-reader.ts';
import { ordersByStatus } from './queries/orders-by-status.ts';
import { topChannels } from './queries/top-channels.ts';

const until = Date.UTC(2026, 9, 14, 15, 20);
const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-analytics-'));
let database: TestDatabase;
let engine: SyncEngine;

beforeAll(async () => {
  database = await createTestDatabase();
  const { workspace } = await openWorkspace(database.database);
  await seedBusiness({ pool: database.pool, workspaceId: workspace.id, size: 'tiny', until });
  const connection = { connectionString: database.url };
  engine = startSyncEngine({
    folder,
    definition: localCopy(workspace.id, {}),
    connection: () => Promise.resolve({ read: connection, primary: connection }),
    logger: silentLogger(),
  });
  await untilCurrent(engine);
});

afterAll(async () => {
  await engine.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function counted() {
  await engine.cache.caughtUp(10_000);
  const { periods } = await ordersByStatus(await analyticsReader(engine.cache), {
    range: { from: '2020-01-01', to: '2026-12-31' },
    by: 'month',
  });
  const sum = (status: 'completed' | 'pending' | 'disputed' | 'refunded') =>
    periods.reduce((total, { counts }) => total + counts[status], 0);
  return {
    completed: sum('completed'),
    pending: sum('pending'),
    disputed: sum('disputed'),
    refunded: sum('refunded'),
  };
}

describe('the sums of a marketplace in Postgres', () => {
  test('are there with the first copy', async () => {
    expect(await counted()).toEqual({ completed: 2, pending: 2, disputed: 1, refunded: 0 });
    expect((await engine.verify()).differences).toEqual([]);
  });

  test('follow a change', async () => {
    await database.pool.query(
      `update orders set status = 'refunded', closed_at = published_at + interval '1 hour', refunded_micros = price_micros, commission_micros = 0
       where status = 'disputed'`,
    );
    expect(await counted()).toEqual({ completed: 2, pending: 2, disputed: 0, refunded: 1 });
    expect((await engine.verify()).differences).toEqual([]);
  });

  test('rank channels by what they completed', async () => {
    const top = await topChannels(await analyticsReader(engine.cache), {
      period: { kind: 'all' },
      currency: 'USD',
      limit: 3,
    });
    expect(top[0]?.completed).toBeGreaterThan(0);
    const amounts = top.map(({ completedPrice }) => Number(completedPrice.micros));
    expect(amounts).toEqual(amounts.toSorted((one, other) => other - one));
  });
});
