import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import SqliteDatabase from 'better-sqlite3';
import { createTestConsole, type TestConsole } from '../../../../tests/setup/test-console.ts';

/** A busy machine is no failure. */
const patience = { timeout: 45_000 };

const kills = 6;

let console: TestConsole;
beforeEach(async () => {
  console = await createTestConsole();
});
afterEach(() => console.close());

/** Milliseconds since its start, or how many changes it said that it has kept: it is about the next ones then. */
type Moment = { readonly afterMs: number } | { readonly afterKept: number };

/** Of what a console said: the changes that it has kept. */
const keptIn = (said: string): readonly string[] =>
  said.split('\n').filter((line) => line.startsWith('kept '));

/** Runs a console until it is killed with -9 at that moment, and returns what it said. */
async function killed(
  mode: 'queue' | 'send',
  moment: Moment,
  round = 0,
  account = 0,
): Promise<readonly string[]> {
  const { databaseUrl, dataDir } = console.config;
  const child = spawn(
    process.execPath,
    [
      path.join(import.meta.dirname, 'killed-console.fixture.ts'),
      databaseUrl ?? '',
      dataDir,
      mode,
      String(round),
      String(account),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  const come = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const least = 'afterKept' in moment ? moment.afterKept : 0;
      if (said.includes('started') && keptIn(said).length >= least) resolve();
    });
    child.once('exit', (code) => reject(new Error(`it ended by itself with ${code}: ${said}`)));
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await come;
  if ('afterMs' in moment) await sleep(moment.afterMs);
  child.kill('SIGKILL');
  await gone;
  return keptIn(said);
}

/** What waits, straight from the file. */
function waiting(): number {
  const file = new SqliteDatabase(path.join(console.config.dataDir, 'outbox.sqlite'), { readonly: true });
  const count = Number(
    file.prepare(`select count(*) as count from calls where state = 'waiting'`).pluck().get(),
  );
  file.close();
  return count;
}

describe('a console that is killed with -9', () => {
  it('loses nothing it said it had kept, and does nothing twice', { timeout: 180_000 }, async () => {
    await console.start();
    await expect.poll(() => console.refusal('settings.get'), patience).toBeNull();
    const [account = 0] = await console.addAccounts(1);
    await console.stop();

    await console.proxy.cut();
    const kept: string[] = [];
    for (let round = 0; round < kills; round += 1) {
      const said = await killed('queue', { afterKept: 1 + Math.floor(Math.random() * 60) }, round, account);
      kept.push(...said.map((line) => line.replace('kept ', '')));
    }
    expect(kept.length).toBeGreaterThan(kills);

    await console.proxy.mend();
    for (let attempt = 0; attempt < kills; attempt += 1) {
      await killed('send', { afterMs: Math.random() * 40 });
      if (attempt % 2 === 0) await console.proxy.cut().then(() => console.proxy.mend());
    }
    await console.start();
    await expect.poll(waiting, patience).toBe(0);

    const { rows } = await console.testDatabase.pool.query<{ added: string[] }>(
      'select added from account_label_changes order by changed_at',
    );
    const applied = rows.map(({ added }) => added[0] ?? '');
    expect(new Set(applied).size, 'something was done twice').toBe(applied.length);
    expect(
      kept.filter((label) => !applied.includes(label)),
      'something was lost',
    ).toEqual([]);
    // In order: within each round, and the rounds one after the other.
    const places = applied.map((label) => label.split('.').map(Number));
    expect(places).toEqual(places.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
  });
});
