import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackProxy, startLoopbackProxy } from '../../../tests/setup/loopback-proxy.ts';
import {
  balancedBooks,
  bankDefinition,
  cachedBank,
  openBank,
  postgresBank,
  readBooks,
  work,
} from './testing/bank.ts';
import { createSyncFixture, type SyncFixture, untilCurrent, untilStatus } from './testing/things.ts';
import type { SyncEngine } from './sync-engine.ts';

const silenceMs = 1_000;

let fixture: SyncFixture;
let proxy: LoopbackProxy;
let engine: SyncEngine;

beforeAll(async () => {
  fixture = await createSyncFixture();
  await openBank(fixture.pool, fixture.workspaceId, 40_000);
  const url = new URL(fixture.testDatabase.url);
  proxy = await startLoopbackProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  engine = fixture.start({
    url: url.href,
    definition: bankDefinition(fixture.workspaceId),
    timings: { silenceMs, longestRetryMs: 300 },
  });
  await untilCurrent(engine);
});

afterAll(async () => {
  await fixture.close();
  await proxy.close();
});

async function expectEqual(): Promise<void> {
  await untilCurrent(engine);
  expect(await engine.cache.caughtUp(20_000)).toBe(true);
  expect(await readBooks(engine.cache)).toEqual(balancedBooks);
  expect(await cachedBank(engine.cache)).toEqual(await postgresBank(fixture.pool, fixture.workspaceId));
}

/** Changes every line, so that the next window is a long COPY. */
const touchAll = () => fixture.pool.query('update bank_lines set amount = amount');

describe('when the network', () => {
  it('falls silent, the wait ends, the status says so, and all is caught up later', async () => {
    proxy.stall();
    await fixture.pool.query('update bank_accounts set kind = kind where id = 1');
    const { lastProblem, readable } = await untilStatus(engine, ({ state }) => state === 'offline');
    expect(lastProblem).toMatchObject({ code: 'BACKEND_UNREACHABLE' });
    expect(lastProblem?.message).toMatch(/did not answer in time|was cut/);
    expect(readable).toBe(true);
    expect(await readBooks(engine.cache)).toEqual(balancedBooks);
    expect(await engine.cache.caughtUp(10_000)).toBe(false);
    await expect(engine.verify()).rejects.toMatchObject({ code: 'BACKEND_UNREACHABLE' });
    proxy.heal();
    await expectEqual();
    expect(engine.status().lastProblem).toBeNull();
  });

  it('is cut, the status says so at once, and all is caught up later', async () => {
    await proxy.cut();
    const { lastProblem } = await untilStatus(engine, ({ state }) => state === 'offline');
    expect(lastProblem).toMatchObject({ code: 'BACKEND_UNREACHABLE' });
    await touchAll();
    await proxy.mend();
    await expectEqual();
  });

  it.each(['cut', 'stall'] as const)('is gone in the middle of a COPY of changes (%s)', async (how) => {
    const gone = new Promise<void>((resolve) => {
      proxy.onAnswer((bytes) => {
        if (bytes < 300_000) return;
        proxy.onAnswer(null);
        if (how === 'cut') void proxy.cut();
        else proxy.stall();
        resolve();
      });
    });
    await touchAll();
    await gone;
    await untilStatus(engine, ({ state }) => state === 'offline');
    expect(await readBooks(engine.cache)).toEqual(balancedBooks);
    if (how === 'cut') await proxy.mend();
    else proxy.heal();
    await expectEqual();
  });

  it.each(['cut', 'stall'] as const)('is gone in the middle of the first COPY (%s)', async (how) => {
    const gone = new Promise<void>((resolve) => {
      proxy.onAnswer((bytes) => {
        if (bytes < 700_000) return;
        proxy.onAnswer(null);
        if (how === 'cut') void proxy.cut();
        else proxy.stall();
        resolve();
      });
    });
    await engine.rebuild({ deleteFirst: false });
    await gone;
    const { readable, reason } = await untilStatus(engine, ({ state }) => state === 'offline');
    expect(readable).toBe(true);
    expect(reason).toBe('requested');
    expect(await readBooks(engine.cache)).toEqual(balancedBooks);
    if (how === 'cut') await proxy.mend();
    else proxy.heal();
    await expectEqual();
  });

  it('is slow, cut and silent in turns while others write, the cache is right whenever it is read', async () => {
    const stop = new AbortController();
    const client = new Client({ connectionString: fixture.testDatabase.url });
    await client.connect();
    const working = work(client, fixture.workspaceId, stop.signal);
    for (let turn = 0; turn < 12; turn += 1) {
      const kind = turn % 4;
      if (kind === 0) proxy.delay(30);
      else if (kind === 1) proxy.stall();
      else if (kind === 2) await proxy.cut();
      await sleep(Math.random() * 600);
      expect(await readBooks(engine.cache)).toEqual(balancedBooks);
      proxy.delay(0);
      proxy.heal();
      await proxy.mend();
      await sleep(Math.random() * 400);
      expect(await readBooks(engine.cache)).toEqual(balancedBooks);
    }
    stop.abort();
    await working;
    await client.end();
    await expectEqual();
    expect((await engine.verify()).differences).toEqual([]);
  });
});

describe('a database that cannot be reached', () => {
  it('is not asked in a hot loop', async () => {
    await proxy.cut();
    let attempts = 0;
    const stop = engine.onStatus(({ state }) => {
      if (state === 'offline') attempts += 1;
    });
    await sleep(2_000);
    stop();
    // At most one each 200 ms, then each 300 ms.
    expect(attempts).toBeLessThan(14);
    await proxy.mend();
    await expectEqual();
  });
});
