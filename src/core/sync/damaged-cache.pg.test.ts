import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
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

let fixture: SyncFixture;
const readers: (() => void)[] = [];

beforeEach(async () => {
  fixture = await createSyncFixture();
  await openBank(fixture.pool, fixture.workspaceId);
});

afterEach(async () => {
  for (const stop of readers.splice(0)) stop();
  await fixture.close();
});

const start = (): SyncEngine => fixture.start({ definition: bankDefinition(fixture.workspaceId) });

/** Makes a cache and lets go of it; returns its file. */
async function makeCache(): Promise<string> {
  const engine = start();
  await untilCurrent(engine);
  await engine.close();
  return cacheFile();
}

function cacheFile(): string {
  const name = readdirSync(fixture.folder).find((file) => file.endsWith('.sqlite'));
  if (name === undefined) throw new Error('there is no cache');
  return path.join(fixture.folder, name);
}

async function expectEqual(engine: SyncEngine): Promise<void> {
  await untilCurrent(engine);
  expect(await engine.cache.caughtUp(20_000)).toBe(true);
  expect(await readBooks(engine.cache)).toEqual(balancedBooks);
  expect(await cachedBank(engine.cache)).toEqual(await postgresBank(fixture.pool, fixture.workspaceId));
  expect((await engine.verify()).differences).toEqual([]);
  expect(engine.status().lastProblem).toBeNull();
}

/** Reads all the time; what is read is right, or there is nothing to read. Returns the codes of refusals. */
function readAllTheTime(engine: SyncEngine): { stop(): Promise<Set<string>> } {
  const codes = new Set<string>();
  let isStopped = false;
  readers.push(() => {
    isStopped = true;
  });
  const reading = (async () => {
    while (!isStopped) {
      try {
        expect(await readBooks(engine.cache)).toEqual(balancedBooks);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        codes.add(String(error.code));
      }
      await sleep(2);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await reading;
      return codes;
    },
  };
}

function overwrite(file: string, from: number, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, from);
  closeSync(descriptor);
}

const garbage = (length: number): Buffer => Buffer.alloc(length, 0xa5);

describe('a cache file that, while nothing ran,', () => {
  it.each<[string, (file: string) => void, RegExp | null]>([
    ['lost its header', (file) => overwrite(file, 0, garbage(100)), /damaged/],
    ['lost its first page', (file) => overwrite(file, 0, garbage(8_192)), /damaged/],
    [
      'lost all pages but the first',
      (file) => overwrite(file, 8_192, garbage(statSync(file).size - 8_192)),
      null,
    ],
    ['was truncated', (file) => truncateSync(file, 20_000), null],
    ['is empty', (file) => truncateSync(file, 0), null],
    ['has garbage for a log', (file) => writeFileSync(`${file}-wal`, garbage(100_000)), null],
    [
      'is a folder',
      (file) => (rmSync(file), mkdirSync(path.join(file, 'inner'), { recursive: true })),
      /damaged/,
    ],
    ['is a text', (file) => writeFileSync(file, 'This is not a database. '.repeat(1_000)), /damaged/],
  ])('%s is made anew', async (_what, damage, message) => {
    damage(await makeCache());
    await fixture.pool.query(`update bank_accounts set kind = 'changed' where id = 1`);
    const engine = start();
    const problems = new Set<string>();
    engine.onStatus(({ lastProblem }) => problems.add(lastProblem?.message ?? ''));
    const reader = readAllTheTime(engine);
    await expectEqual(engine);
    if (message !== null) expect([...problems].join()).toMatch(message);
    expect([...(await reader.stop())].filter((code) => code !== 'CACHE_NOT_READY')).toEqual([]);
    expect(readdirSync(fixture.folder).filter((name) => name.endsWith('.sqlite'))).toHaveLength(1);
  });

  it('is of another workspace is not shown to anybody', async () => {
    const file = await makeCache();
    const database = new SqliteDatabase(file);
    database.exec(`update cache_facts set value = 'another' where name in ('workspaceId', 'definition')`);
    database.close();
    const engine = fixture.start({
      definition: bankDefinition(fixture.workspaceId),
      url: 'postgres://127.0.0.1:1/nobody',
    });
    await untilStatus(engine, ({ lastProblem }) => lastProblem?.code === 'BACKEND_UNREACHABLE');
    expect(engine.status().readable).toBe(false);
    await expect(readBooks(engine.cache)).rejects.toMatchObject({ code: 'CACHE_NOT_READY' });
  });

  it('is of another version is read until there is a new one', async () => {
    await makeCache();
    const { tables, ...rest } = bankDefinition(fixture.workspaceId);
    const wider = {
      ...rest,
      tables: tables.map((table) => ({ ...table, indexes: [] })),
      rollups: rest.rollups.slice(1),
    };
    const more = { ...wider, tables: [...wider.tables, ...fixture.definition.tables] };
    const away = fixture.start({ definition: more, url: 'postgres://127.0.0.1:1/nobody' });
    await untilStatus(away, ({ lastProblem }) => lastProblem !== null);
    expect(away.status().readable).toBe(true);
    expect(await readBooks(away.cache)).toEqual(balancedBooks);
    // What only the new version has is not there yet.
    await expect(away.cache.rows(sql`select * from things`, z.unknown())).rejects.toMatchObject({
      code: 'CACHE_NOT_READY',
    });
    await away.close();
    const engine = fixture.start({ definition: more });
    const reasons = new Set<string | null>();
    engine.onStatus(({ reason }) => reasons.add(reason));
    await untilCurrent(engine);
    expect(reasons).toContain('version');
    expect(await engine.cache.rows(sql`select * from things`, z.unknown())).toEqual([]);
  });

  it('was left half built is removed', async () => {
    const file = await makeCache();
    writeFileSync(path.join(fixture.folder, 'cache-000009.sqlite.building'), garbage(1_000));
    mkdirSync(path.join(fixture.folder, 'cache-000010.sqlite.building'));
    const before = statSync(file).ino;
    const engine = start();
    await expectEqual(engine);
    expect(statSync(file).ino).toBe(before);
    expect(readdirSync(fixture.folder).filter((name) => name.includes('.building'))).toEqual([]);
  });
});

describe('while it is open, a cache file that', () => {
  it.each<[string, (file: string) => void]>([
    ['is deleted', (file) => rmSync(file)],
    [
      'is deleted with its log',
      (file) => ['', '-wal', '-shm'].forEach((ending) => rmSync(`${file}${ending}`, { force: true })),
    ],
    [
      'is replaced by another',
      (file) => {
        const bytes = readFileSync(file);
        rmSync(file);
        writeFileSync(file, bytes);
      },
    ],
    ['is replaced by a folder', (file) => (rmSync(file), mkdirSync(file))],
    ['has garbage in its pages', (file) => overwrite(file, 8_192, garbage(statSync(file).size - 8_192))],
    ['is truncated', (file) => truncateSync(file, 16_384)],
  ])('%s is made anew, and nobody reads garbage', async (_what, damage) => {
    const engine = start();
    await untilCurrent(engine);
    const reader = readAllTheTime(engine);
    const rebuilt = untilStatus(engine, ({ state }) => state === 'building');
    damage(cacheFile());
    await fixture.pool.query('update bank_lines set amount = amount');
    // What was read before is in memory: somebody has to look at the damaged part.
    const looking = setInterval(() => void cachedBank(engine.cache).catch(() => undefined), 50);
    await rebuilt;
    clearInterval(looking);
    await expectEqual(engine);
    expect([...(await reader.stop())].filter((code) => code !== 'CACHE_NOT_READY')).toEqual([]);
  });
});

describe.skipIf(process.getuid?.() === 0)('a folder that may not be written', () => {
  it('is told of, and used once it may', async () => {
    chmodSync(fixture.folder, 0o500);
    const engine = fixture.start({
      definition: bankDefinition(fixture.workspaceId),
      timings: { longestStuckMs: 300 },
    });
    const { lastProblem } = await untilStatus(engine, (status) => status.lastProblem !== null);
    expect(lastProblem).toMatchObject({ code: 'DATA_DIR_NOT_WRITABLE' });
    chmodSync(fixture.folder, 0o700);
    await expectEqual(engine);
  });
});
