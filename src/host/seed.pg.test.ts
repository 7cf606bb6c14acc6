import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/test-database.ts';

const root = path.resolve(import.meta.dirname, '../..');
const patienceMs = 120_000;

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
  onTestFinished(() => database.drop());
});

/** Runs `npm run seed -- …` as a person does, on a server of the team. */
async function seed(words: string, onOutput: (text: string, stop: () => void) => void = () => undefined) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-seed-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '', NODE_OPTIONS = '' } = process.env;
  const child = spawn(process.execPath, ['src/host/seed.ts', ...words.split(' ')], {
    cwd: root,
    env: {
      PATH,
      HOME,
      NODE_COMPILE_CACHE,
      NODE_OPTIONS,
      OPSDECK_DATA_DIR: dataDir,
      DATABASE_URL: database.url,
    },
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    onOutput(said, () => child.kill('SIGINT'));
  });
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, said, complained };
}

const orders = async () =>
  (await database.pool.query<{ count: number }>('select count(*)::int as count from orders')).rows[0]?.count;

test('npm run seed fills a marketplace once and says what is in it', { timeout: patienceMs }, async () => {
  const first = await seed('--size tiny --until 2026-10-14T15:20:00Z');
  expect(first.complained).toBe('');
  expect(first.code).toBe(0);
  expect(first.said).toContain('9 customers: 5 advertisers, 3 editors, 1 admin\n');
  expect(first.said).toContain('10 channels: 5 crypto, 3 tech, 2 lifestyle\n');
  expect(first.said).toContain('8 orders: 2 completed, 2 confirmed, 2 pending, 1 disputed, 1 rejected\n');
  expect(first.said).toContain('8 payments: 8 deposit succeeded\n');
  expect(first.said).toMatch(/rows in [\d.]+ s, [\d,]+ rows\/s/);

  const again = await seed('--size tiny');
  expect(again).toMatchObject({ code: 1 });
  expect(again.complained).toContain('already has 9 customers and 8 orders');
  expect(again.complained).toContain('--replace');

  expect(await seed('--size tiny --replace')).toMatchObject({ code: 0, complained: '' });
  expect(await orders()).toBe(8);
});

test('npm run seed refuses what it does not understand before it touches anything', async () => {
  const { code, said, complained } = await seed('--size enormous');
  expect(code).toBe(1);
  expect(said).toBe('');
  expect(complained).toContain('there is no size “enormous”');
  expect(complained).toContain('--until');
});

test(
  'npm run seed is stopped by Ctrl-C and begun again with --replace',
  { timeout: patienceMs },
  async () => {
    let stopped = false;
    const { complained } = await seed('--size 1m', (said, stop) => {
      if (stopped || !said.includes('Seeding')) return;
      stopped = true;
      setTimeout(stop, 1_500);
    });
    expect(complained).toContain('Stopped half-way');
    const { rows } = await database.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and application_name = 'opsdeck-seed'`,
    );
    expect(rows).toEqual([]);
    expect(await seed('--size tiny --replace')).toMatchObject({ code: 0 });
    expect(await orders()).toBe(8);
  },
);
