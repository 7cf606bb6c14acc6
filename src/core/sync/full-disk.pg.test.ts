import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountSmallDisk, noSmallDisk, type SmallDisk } from '../../../tests/setup/small-disk.ts';
import {
  balancedBooks,
  bankDefinition,
  cachedBank,
  openBank,
  postgresBank,
  readBooks,
} from './testing/bank.ts';
import { createSyncFixture, type SyncFixture, untilCurrent, untilStatus } from './testing/things.ts';
import type { SyncEngine } from './sync-engine.ts';

describe.skipIf(noSmallDisk !== null)('a full disk', () => {
  let fixture: SyncFixture;
  let disk: SmallDisk;

  beforeEach(async () => {
    fixture = await createSyncFixture();
    await openBank(fixture.pool, fixture.workspaceId, 20_000);
    disk = mountSmallDisk('64m');
  });

  afterEach(async () => {
    await fixture.close();
    disk.unmount();
  });

  const filler = (): string => path.join(disk.path, 'filler');

  function fill(leaving: number): void {
    const { bavail, bsize } = statfsSync(disk.path);
    writeFileSync(filler(), Buffer.alloc(Math.max(0, bavail * bsize - leaving)));
  }

  function start(): { engine: SyncEngine; builds: () => number } {
    const engine = fixture.start({
      definition: bankDefinition(fixture.workspaceId),
      folder: path.join(disk.path, 'cache'),
      timings: { longestStuckMs: 2_000 },
    });
    let builds = 0;
    let last = '';
    engine.onStatus(({ state, progress }) => {
      const now = `${state} ${progress?.table}`;
      if (now !== last && now.endsWith('bank_accounts')) builds += 1;
      last = now;
    });
    return { engine, builds: () => builds };
  }

  async function expectEqual(engine: SyncEngine): Promise<void> {
    await untilCurrent(engine);
    expect(await engine.cache.caughtUp(20_000)).toBe(true);
    expect(await readBooks(engine.cache)).toEqual(balancedBooks);
    expect(await cachedBank(engine.cache)).toEqual(await postgresBank(fixture.pool, fixture.workspaceId));
    expect(engine.status().lastProblem).toBeNull();
  }

  it('while the first cache is made: it is told, tried again less and less often, and done once there is room', async () => {
    fill(600_000);
    const { engine, builds } = start();
    const stuck = await untilStatus(engine, ({ lastProblem }) => lastProblem !== null);
    expect(stuck.lastProblem).toMatchObject({ code: 'DISK_FULL' });
    expect(stuck).toMatchObject({ state: 'building', readable: false });
    await expect(readBooks(engine.cache)).rejects.toMatchObject({ code: 'CACHE_NOT_READY' });
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    // After 1 s, then each 2 s.
    expect(builds()).toBeLessThanOrEqual(4);
    rmSync(filler());
    await expectEqual(engine);
  });

  it('while changes are taken over: what is there stays readable, and they come once there is room', async () => {
    const { engine } = start();
    await expectEqual(engine);
    const before = await cachedBank(engine.cache);
    fill(100_000);
    await fixture.pool.query("update bank_lines set amount = amount, at = at + interval '1 second'");
    const stuck = await untilStatus(engine, ({ lastProblem }) => lastProblem !== null);
    expect(stuck.lastProblem).toMatchObject({ code: 'DISK_FULL' });
    expect(stuck).toMatchObject({ state: 'catching-up', readable: true });
    expect(await cachedBank(engine.cache)).toEqual(before);
    expect(await engine.cache.caughtUp(500)).toBe(false);
    rmSync(filler());
    await expectEqual(engine);
    expect((await engine.verify()).differences).toEqual([]);
  });

  it('while another cache is made beside the one in use: that one stays readable', async () => {
    const { engine } = start();
    await expectEqual(engine);
    fill(600_000);
    await engine.rebuild({ deleteFirst: false });
    const stuck = await untilStatus(engine, ({ lastProblem }) => lastProblem !== null);
    expect(stuck).toMatchObject({ state: 'building', readable: true });
    expect(await readBooks(engine.cache)).toEqual(balancedBooks);
    rmSync(filler());
    await expectEqual(engine);
  });
});
