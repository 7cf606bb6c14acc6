import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  copyServer,
  migrateServer,
  type PrivateServer,
  replaceCluster,
  startPrivateServer,
} from '../../../tests/setup/private-server.ts';
import { silentLogger } from '../logging/logger.ts';
import {
  balancedBooks,
  bankDefinition,
  cachedBank,
  openBank,
  postgresBank,
  readBooks,
  work,
} from './testing/bank.ts';
import { untilCurrent, untilStatus } from './testing/things.ts';
import { startSyncEngine, type SyncEngine } from './sync-engine.ts';

let server: PrivateServer;
let engine: SyncEngine;
let workspaceId: string;
const reasons: (string | null)[] = [];
const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-cache-'));

beforeAll(async () => {
  server = await startPrivateServer();
  workspaceId = await migrateServer(server);
  await openBank(server.pool(), workspaceId);
  engine = startSyncEngine({
    folder,
    definition: bankDefinition(workspaceId),
    // While it is stopped there is no address: a rejection is an answer too.
    connection: () =>
      Promise.resolve().then(() => {
        const config = { connectionString: server.url() };
        return { read: config, primary: config };
      }),
    logger: silentLogger(),
    timings: { longestRetryMs: 300 },
  });
  await untilCurrent(engine);
  engine.onStatus(({ state, reason }) => {
    if (state === 'building') reasons.push(reason);
  });
});

afterAll(async () => {
  await engine.close();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function expectEqual(): Promise<void> {
  await untilCurrent(engine);
  expect(await engine.cache.caughtUp(20_000)).toBe(true);
  expect(await readBooks(engine.cache)).toEqual(balancedBooks);
  expect(await cachedBank(engine.cache)).toEqual(await postgresBank(server.pool(), workspaceId));
}

it('goes on where it was when Postgres is stopped and started while others write', async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const client = await server.pool().connect();
    client.on('error', () => undefined);
    const working = work(client, workspaceId, new AbortController().signal).catch(() => 'cut');
    await untilCurrent(engine);
    const away = untilStatus(engine, ({ state }) => state === 'offline');
    client.release(true);
    await server.stop();
    expect((await away).lastProblem?.code).toBe('BACKEND_UNREACHABLE');
    expect(await working).toBe('cut');
    expect(await readBooks(engine.cache)).toEqual(balancedBooks);
    await server.start();
    await expectEqual();
  }
  expect(reasons).toEqual([]);
});

it('goes on where it was when Postgres is killed and recovers', async () => {
  const away = untilStatus(engine, ({ state }) => state === 'offline');
  process.kill(server.pid(), 'SIGKILL');
  await away;
  await server.stop();
  await server.start();
  await server.pool().query('update bank_accounts set kind = kind');
  await expectEqual();
  expect(reasons).toEqual([]);
});

it('is built anew when an older copy of the cluster was put in place', { timeout: 90_000 }, async () => {
  const copy = await copyServer(server);
  await expectEqual();
  for (let turn = 0; turn < 20; turn += 1)
    await server.pool().query('update bank_accounts set kind = kind where id = 1');
  await expectEqual();
  await server.stop();
  replaceCluster(copy, server.dataDir);
  rmSync(copy, { recursive: true, force: true });
  await server.start();
  await expectEqual();
  expect(new Set(reasons)).toEqual(new Set(['restored']));
});
