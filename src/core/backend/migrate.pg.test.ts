import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { silentLogger } from '../logging/logger.ts';
import { settingsFromUrl } from './connection-settings.ts';
import { migrate } from './migrate.ts';
import { defaultMigrationsFolder, readMigrations } from './migration-files.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ schema: 'none' });
  folder = await mkdtemp(path.join(tmpdir(), 'opsdeck-migrations-'));
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A migrations folder as drizzle-kit would write it. */
async function writeMigrations(...texts: readonly string[]): Promise<void> {
  const entries = texts.map((_, idx) => ({ idx, tag: `000${idx}_step` }));
  await rm(path.join(folder, 'meta'), { recursive: true, force: true });
  await cp(path.join(defaultMigrationsFolder(), 'meta'), path.join(folder, 'meta'), { recursive: true });
  await writeFile(path.join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
  for (const [idx, text] of texts.entries()) await writeFile(path.join(folder, `000${idx}_step.sql`), text);
}

const run = () => migrate(settingsFromUrl(database.url), silentLogger(), folder);

async function tables(): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  return rows.map((row) => row.name);
}

const two = [
  'create table a (id int);\n--> statement-breakpoint\ncreate table b (id int);',
  'create table c (id int)',
];

describe('the program’s own migrations', () => {
  test('bring an empty database up to date, and a second time change nothing', async () => {
    const own = await readMigrations(defaultMigrationsFolder());
    const settings = settingsFromUrl(database.url);
    expect(await migrate(settings, silentLogger())).toBe(own.at(-1)?.tag);
    const after = await tables();
    expect(after).toContain('accounts');
    expect(await migrate(settings, silentLogger())).toBe(own.at(-1)?.tag);
    expect(await tables()).toEqual(after);
  });
});

describe('migrations', () => {
  test('are applied in order, and only those that are missing', async () => {
    await writeMigrations(...two);
    expect(await run()).toBe('0001_step');
    await writeMigrations(...two, 'alter table c add column extra text');
    expect(await run()).toBe('0002_step');
    const { rows } = await database.pool.query('select idx, tag from opsdeck_migrations order by idx');
    expect(rows).toEqual([0, 1, 2].map((idx) => ({ idx, tag: `000${idx}_step` })));
  });

  test('that fail say which and why, and undo everything of the run, earlier migrations too', async () => {
    await writeMigrations(
      'create table a (id int)',
      'create table b (id int);\n--> statement-breakpoint\nselect 1/0',
    );
    await expect(run()).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      details: { migration: '0001_step', problem: 'division by zero' },
    });
    expect(await tables()).toEqual([]);
  });

  test('that fail on rows that were already there leave the rows and the schema as they were', async () => {
    await writeMigrations('create table a (id int)');
    await run();
    await database.pool.query('insert into a values (1), (1), (null)');
    await writeMigrations('create table a (id int)', 'alter table a add primary key (id)');
    await expect(run()).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      details: { migration: '0001_step' },
    });
    const { rows } = await database.pool.query('select id from a');
    expect(rows).toHaveLength(3);
    expect(await tables()).toEqual(['a', 'opsdeck_migrations']);
  });

  test('of a newer program are refused and not touched', async () => {
    await writeMigrations(...two);
    await run();
    await writeMigrations(two[0] ?? '');
    await expect(run()).rejects.toMatchObject({
      code: 'BACKEND_NEWER_THAN_PROGRAM',
      details: { found: '0001_step', known: '0000_step' },
    });
    expect(await tables()).toEqual(['a', 'b', 'c', 'opsdeck_migrations']);
  });

  test('whose file was changed after they were applied are refused', async () => {
    await writeMigrations(...two);
    await run();
    await writeMigrations('create table a (id int, surprise text)', two[1] ?? '');
    await expect(run()).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      details: { migration: '0000_step', problem: expect.stringContaining('was changed') },
    });
  });

  test('whose line ends a checkout changed are the same migrations', async () => {
    await writeMigrations(...two);
    await run();
    const file = path.join(folder, '0000_step.sql');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'));
    expect(await run()).toBe('0001_step');
  });

  test('of several consoles starting at once are applied once, and all of them start', async () => {
    await writeMigrations(
      'create table a (id int);\n--> statement-breakpoint\nselect pg_sleep(0.3)',
      two[1] ?? '',
    );
    const results = await Promise.all([run(), run(), run(), run()]);
    expect(results).toEqual(Array(4).fill('0001_step'));
    const { rows } = await database.pool.query('select count(*)::int as count from opsdeck_migrations');
    expect(rows).toEqual([{ count: 2 }]);
  });

  test('leave no lock behind when they fail', async () => {
    await writeMigrations('select 1/0');
    await expect(run()).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    const { rows } = await database.pool.query(
      `select count(*)::int as count from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(rows).toEqual([{ count: 0 }]);
  });
});
