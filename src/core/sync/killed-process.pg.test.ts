import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import {
  balancedBooks,
  bankDefinition,
  booksSql,
  cachedBank,
  openBank,
  parseBooks,
  postgresBank,
  work,
} from './testing/bank.ts';
import { createSyncFixture, type SyncFixture, untilCurrent } from './testing/things.ts';

const kills = 20;

/** What is waited for before a random moment passes and the process is killed. */
const moments = ['started', 'building', 'applied', 'applied'] as const;

function startProcess(fixture: SyncFixture, url: string): ChildProcess {
  const file = path.join(import.meta.dirname, 'testing/sync-process.ts');
  return spawn(process.execPath, [file, fixture.folder, url, fixture.workspaceId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Resolves when the process says so; goes on reading what it says, so that it can. */
function until(child: ChildProcess, moment: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === moment) resolve();
    });
    child.once('exit', () => reject(new Error('the process ended by itself')));
    if (moment === 'started') resolve();
  });
}

const cacheFiles = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sqlite')) : [];

/**
 * Opens what the killed process left and looks at the books. Returns the instant that they are of. A copy is opened, since
 * what was under way may have to be rolled back, and that shall be done by the next process.
 */
function readLeftCache(folder: string): number | null {
  const newest = cacheFiles(folder).toSorted().at(-1);
  if (newest === undefined) return null;
  const left = mkdtempSync(path.join(tmpdir(), 'opsdeck-left-'));
  for (const name of readdirSync(folder).filter((each) => each.startsWith(newest)))
    copyFileSync(path.join(folder, name), path.join(left, name));
  const database = new SqliteDatabase(path.join(left, newest));
  try {
    const books = database.prepare(booksSql).get();
    expect(parseBooks(books)).toEqual(balancedBooks);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    return Number(database.prepare(`select value from cache_facts where name = 'asOf'`).pluck().get());
  } finally {
    database.close();
    rmSync(left, { recursive: true });
  }
}

it(
  `a cache is a consistent past state after each of ${kills} kills of the process that keeps it`,
  { timeout: 240_000 },
  async () => {
    const fixture = await createSyncFixture();
    await openBank(fixture.pool, fixture.workspaceId, 60_000);
    const stop = new AbortController();
    const clients = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const client = new Client({ connectionString: fixture.testDatabase.url });
        await client.connect();
        return client;
      }),
    );
    const working = clients.map((client) => work(client, fixture.workspaceId, stop.signal));
    let lastInstant = 0;
    let withCache = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const moment = moments[kill % moments.length] ?? 'started';
      if (moment === 'building') rmSync(fixture.folder, { recursive: true, force: true });
      const child = startProcess(fixture, fixture.testDatabase.url);
      const ended = new Promise((resolve) => child.once('exit', (_status, signal) => resolve(signal)));
      await until(child, moment);
      // A window of many rows is likely to be under way then.
      if (kill % 4 === 3) await fixture.pool.query('update bank_lines set amount = amount');
      await sleep(Math.random() * (moment === 'started' ? 2_500 : 400));
      child.kill('SIGKILL');
      expect(await ended).toBe('SIGKILL');
      const instant = readLeftCache(fixture.folder);
      if (moment === 'building') lastInstant = 0;
      if (instant === null) continue;
      withCache += 1;
      expect(instant).toBeGreaterThanOrEqual(lastInstant);
      lastInstant = instant;
    }
    stop.abort();
    await Promise.all(working);
    await Promise.all(clients.map((client) => client.end()));
    expect(withCache).toBeGreaterThan(kills / 3);

    const engine = fixture.start({ definition: bankDefinition(fixture.workspaceId) });
    await untilCurrent(engine);
    expect(await engine.cache.caughtUp(20_000)).toBe(true);
    expect(await cachedBank(engine.cache)).toEqual(await postgresBank(fixture.pool, fixture.workspaceId));
    expect((await engine.verify()).differences).toEqual([]);
    expect(cacheFiles(fixture.folder)).toHaveLength(1);
    expect(readdirSync(fixture.folder).filter((name) => name.includes('.building'))).toEqual([]);
    await fixture.close();
  },
);
