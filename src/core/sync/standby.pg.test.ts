import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startLoopbackProxy } from '../../../tests/setup/loopback-proxy.ts';
import {
  migrateServer,
  type PrivateServer,
  startPrivateServer,
  startStandby,
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

let primary: PrivateServer;
let standby: PrivateServer;
let engine: SyncEngine;
let workspaceId: string;
const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-cache-'));

beforeAll(async () => {
  primary = await startPrivateServer();
  workspaceId = await migrateServer(primary);
  await openBank(primary.pool(), workspaceId);
  standby = await startStandby(primary);
  engine = await startEngine(() => standby.url());
});

async function startEngine(readUrl: () => string): Promise<SyncEngine> {
  const started = startSyncEngine({
    folder: mkdtempSync(path.join(folder, 'engine-')),
    definition: bankDefinition(workspaceId),
    connection: () =>
      Promise.resolve({
        read: { connectionString: readUrl() },
        primary: { connectionString: primary.url() },
      }),
    logger: silentLogger(),
  });
  await untilCurrent(started);
  return started;
}

afterAll(async () => {
  await engine.close();
  await standby.remove();
  await primary.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function expectEqual({ cache } = engine): Promise<void> {
  expect(await cache.caughtUp(20_000)).toBe(true);
  expect(await readBooks(cache)).toEqual(balancedBooks);
  expect(await cachedBank(cache)).toEqual(await postgresBank(primary.pool(), workspaceId));
}

async function cachedKind(id: number): Promise<string | undefined> {
  const [row] = await engine.cache.rows(
    sql`select kind from bank_accounts where id = ${id}`,
    z.object({ kind: z.string() }),
  );
  return row?.kind;
}

it('a cache that reads from a standby equals the primary', async () => {
  expect(engine.status().standby).toBe(true);
  await expectEqual();
});

it('shows each of one’s own changes once it says that it has caught up', async () => {
  for (let turn = 0; turn < 40; turn += 1) {
    const kind = `kind ${turn}`;
    await primary.pool().query('update bank_accounts set kind = $1 where id = 7', [kind]);
    expect(await engine.cache.caughtUp(20_000)).toBe(true);
    expect(await cachedKind(7)).toBe(kind);
  }
});

it(
  'misses nothing that arrives between two looks at a standby that is far away',
  { timeout: 90_000 },
  async () => {
    const insert = `insert into bank_lines values ($1, gen_random_uuid(), now(), 5, 0)`;
    const far = new URL(standby.url());
    const cable = await startLoopbackProxy({ host: far.hostname, port: Number(far.port) });
    far.port = String(cable.port);
    const farEngine = await startEngine(() => far.href);
    cable.delay(5);
    for (let line = 0; line < 60; line += 1) {
      await primary.pool().query(insert, [workspaceId]);
      expect(await farEngine.cache.caughtUp(20_000)).toBe(true);
      // What was announced is looked for once more after the answer: the next one arrives in the middle of that.
      await sleep(line % 20);
    }
    cable.delay(0);
    await expectEqual(farEngine);
    await farEngine.close();
    await cable.close();
  },
);

it('also of those that are visible before they are written to the log', async () => {
  const client = await primary.pool().connect();
  await client.query('set synchronous_commit = off');
  for (let turn = 0; turn < 20; turn += 1) {
    const kind = `unwritten ${turn}`;
    await client.query('update bank_accounts set kind = $1 where id = 7', [kind]);
    expect(await engine.cache.caughtUp(20_000)).toBe(true);
    expect(await cachedKind(7)).toBe(kind);
  }
  client.release(true);
});

it(
  'does not say so while the standby lacks something, and tells that it is behind',
  { timeout: 90_000 },
  async () => {
    await standby.pool().query('select pg_wal_replay_pause()');
    await primary.pool().query(`update bank_accounts set kind = 'later' where id = 7`);
    expect(await engine.cache.caughtUp(1_000)).toBe(false);
    expect(await cachedKind(7)).not.toBe('later');
    const { asOf } = await untilStatus(engine, ({ state }) => state === 'catching-up');
    expect(asOf).toBeLessThan(Date.now() - 1_000);
    await standby.pool().query('select pg_wal_replay_resume()');
    await untilCurrent(engine);
    await expectEqual();
    expect(await cachedKind(7)).toBe('later');
  },
);

it('keeps a row that came back in a transaction older than the one that removed it', async () => {
  const [returning, holding] = await Promise.all([primary.pool().connect(), primary.pool().connect()]);
  const insert = `insert into bank_lines values ($1, '00000000-0000-4000-8000-000000000001', '2026-01-01T00:00:00.123456Z', $2, 0)`;
  await primary.pool().query(insert, [workspaceId, 1]);
  await returning.query('begin; select pg_current_xact_id()');
  await holding.query('begin; select pg_current_xact_id()');
  await primary.pool().query(`delete from bank_lines where id = '00000000-0000-4000-8000-000000000001'`);
  await expectEqual();
  await returning.query(insert, [workspaceId, 2]);
  await returning.query('commit');
  await expectEqual();
  // From here on the removal is read again with each window, the row is not.
  for (const kind of ['one', 'two', 'three']) {
    await primary.pool().query('update bank_accounts set kind = $1 where id = 3', [kind]);
    await expectEqual();
  }
  await holding.query('rollback');
  for (const client of [returning, holding]) client.release();
});

it('misses nothing of many that write at once', { timeout: 90_000 }, async () => {
  const stop = new AbortController();
  const clients = await Promise.all(Array.from({ length: 6 }, () => primary.pool().connect()));
  const working = Promise.all(clients.map((client) => work(client, workspaceId, stop.signal)));
  const until = Date.now() + 8_000;
  while (Date.now() < until) expect(await readBooks(engine.cache)).toEqual(balancedBooks);
  stop.abort();
  await working;
  for (const client of clients) client.release();
  await expectEqual();
  expect((await engine.verify()).differences).toEqual([]);
});

it('goes on after a restart of the standby', { timeout: 90_000 }, async () => {
  await standby.stop();
  await primary.pool().query(`update bank_accounts set kind = 'meanwhile' where id = 7`);
  const { lastProblem } = await untilStatus(engine, ({ state }) => state === 'offline');
  expect(lastProblem?.code).toBe('BACKEND_UNREACHABLE');
  await standby.start();
  await untilCurrent(engine);
  await expectEqual();
});
