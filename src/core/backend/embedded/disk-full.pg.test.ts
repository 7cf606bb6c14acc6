import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mountSmallDisk, noSmallDisk, type SmallDisk } from '../../../../tests/setup/small-disk.ts';
import { silentLogger } from '../../logging/logger.ts';
import { type Backend, openBackend } from '../backend.ts';
import { backendError } from '../backend-error.ts';
import { readPostmaster } from './postmaster-file.ts';

if (noSmallDisk !== null)
  process.stderr.write(`SKIPPED: Postgres on a full disk is not tested: ${noSmallDisk}\n`);

function smallDisk(size: string): SmallDisk {
  const disk = mountSmallDisk(size);
  onTestFinished(disk.unmount);
  return disk;
}

async function open(dataDir: string): Promise<Backend> {
  const backend = await openBackend({ databaseUrl: null, dataDir, logger: silentLogger() });
  onTestFinished(() => backend.close());
  return backend;
}

function listen(backend: Backend): string[] {
  const told: string[] = [];
  backend.onStateChange((state) => told.push(state.state));
  return told;
}

/** Waits for something that will happen; the test's own time limit is the only one. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

describe.skipIf(noSmallDisk !== null)('a full disk', () => {
  test('stops the first start as such, and with room the start succeeds', async () => {
    const disk = smallDisk('16m');
    await expect(open(disk.path)).rejects.toMatchObject({ code: 'DISK_FULL' });
    disk.remount('size=400m');
    const backend = await open(disk.path);
    expect((await backend.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('stops a later start as such, and with room everything is there', async () => {
    const disk = smallDisk('400m');
    const first = await open(disk.path);
    await first.pool.query(`create table kept as select 'here' as text`);
    await first.close();
    const filling = path.join(disk.path, 'filling');
    expect(() => writeFileSync(filling, Buffer.alloc(400 * 1024 * 1024))).toThrow(/ENOSPC/);
    await expect(open(disk.path)).rejects.toMatchObject({ code: 'DISK_FULL' });
    rmSync(filling);
    const second = await open(disk.path);
    expect((await second.pool.query('select text from kept')).rows).toEqual([{ text: 'here' }]);
  });

  test('in the middle of the work undoes that work only, and the console goes on', async () => {
    const disk = smallDisk('200m');
    const backend = await open(disk.path);
    await backend.pool.query('create unlogged table filling (text text)');
    const fill = `insert into filling select repeat(md5(g::text), 60) from generate_series(1, 400000) g`;
    const error: unknown = await backend.pool.query(fill).catch((failure: unknown) => failure);
    expect(backendError(error)).toMatchObject({ code: 'DISK_FULL' });
    expect((await backend.pool.query('select count(*)::int as count from filling')).rows).toEqual([
      { count: 0 },
    ]);
  });

  test('that makes Postgres give up is told, and with room it is back', async () => {
    const disk = smallDisk('120m');
    const backend = await open(disk.path);
    await backend.pool.query(`create table kept as select 'here' as text`);
    await backend.pool.query('create table filling (text text)');
    const told = listen(backend);
    // The log of changes is what fills the disk: a failed write of it ends the server.
    const fill = `insert into filling select repeat(md5(g::text), 60) from generate_series(1, 20000) g`;
    const fillAgainAndAgain = async () => {
      for (;;) {
        await backend.pool.query(fill);
        await backend.pool.query('truncate filling');
      }
    };
    const error: unknown = await fillAgainAndAgain().catch((failure: unknown) => failure);
    expect(backendError(error)).toMatchObject({ code: 'DISK_FULL' });
    await until(() => told.length > 0);
    disk.remount('size=600m');
    await until(() => told.at(-1) === 'online');
    expect((await backend.pool.query('select text from kept')).rows).toEqual([{ text: 'here' }]);
  });

  test('that keeps Postgres from starting again is named, and with room it is back', async () => {
    const disk = smallDisk('400m');
    const backend = await open(disk.path);
    const told = listen(backend);
    const filling = path.join(disk.path, 'filling');
    expect(() => writeFileSync(filling, Buffer.alloc(400 * 1024 * 1024))).toThrow(/ENOSPC/);
    const postmaster = await readPostmaster(path.join(disk.path, 'postgres', 'cluster'));
    process.kill(postmaster?.pid ?? 0, 'SIGKILL');
    const problem = () => {
      const state = backend.state();
      return state.state === 'offline' ? state.problem : '';
    };
    await until(() => problem().includes('no space left'));
    rmSync(filling);
    await until(() => told.at(-1) === 'online');
    expect((await backend.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
