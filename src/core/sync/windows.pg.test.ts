import { sql } from 'drizzle-orm';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { CacheDefinition } from '../cache/cache-definition.ts';
import { CacheFiles } from '../cache/cache-files.ts';
import { CacheWriter } from '../cache/cache-writer.ts';
import { rollupSupport } from '../cache/rollups/rollup-support.ts';
import { bankDefinition, openBank } from './testing/bank.ts';
import { createSyncFixture, type SyncFixture, untilCurrent } from './testing/things.ts';
import type { SyncEngine } from './sync-engine.ts';

const dayMs = 86_400_000;
const days = 30;
let fixture: SyncFixture;
let engine: SyncEngine;

const ids = ['1', '2', '3', '4'].map((end) => `00000000-0000-4000-8000-00000000000${end}`);

/** Lines are kept for 30 days, older ones in the rollups only. */
function windowed(workspaceId: string): CacheDefinition {
  const { tables, ...rest } = bankDefinition(workspaceId);
  return {
    ...rest,
    tables: tables.map((table) =>
      table.name === 'bank_lines' ? { ...table, scope: { kind: 'window', days } } : table,
    ),
  };
}

beforeEach(async () => {
  fixture = await createSyncFixture();
  await openBank(fixture.pool, fixture.workspaceId, 0);
  await fixture.pool.query('delete from bank_lines');
  // Two of today, two of long ago.
  for (const [at, id] of ids.entries()) {
    await fixture.pool.query('insert into bank_lines values ($1, $2, $3, 1, $4)', [
      fixture.workspaceId,
      id,
      new Date(Date.now() - (at < 2 ? 1 : 100) * dayMs),
      10 ** at,
    ]);
  }
  engine = fixture.start({ definition: windowed(fixture.workspaceId) });
  await untilCurrent(engine);
});

afterEach(() => fixture.close());

const text = z.object({ id: z.string() });
const read = async (table: string): Promise<string[]> =>
  (await engine.cache.rows(sql.raw(`select id from ${table} order by id`), text)).map(({ id }) => id);

async function turnover(): Promise<number> {
  const [row] = await engine.cache.rows(
    sql`select coalesce(sum(amount), 0) as amount from bank_turnover_total`,
    z.object({ amount: z.int() }),
  );
  return row?.amount ?? 0;
}

async function change(statement: string, values: unknown[]): Promise<void> {
  await fixture.pool.query(statement, values);
  expect(await engine.cache.caughtUp(10_000)).toBe(true);
  expect((await engine.verify()).differences).toEqual([]);
}

it('rows outside the window are kept with what the rollups need, and no more', async () => {
  expect(await read('bank_lines')).toEqual(ids.slice(0, 2));
  expect(await read('bank_lines_outside')).toEqual(ids.slice(2));
  expect(await turnover()).toBe(1_111);
  const columns = await engine.cache.rows(
    sql`select name from pragma_table_info('bank_lines_outside')`,
    z.object({ name: z.string() }),
  );
  expect(columns.map(({ name }) => name).toSorted()).toEqual(['account', 'amount', 'at', 'id']);
  expect((await engine.verify()).differences).toEqual([]);
  const line = (await engine.tables()).find(({ name }) => name === 'bank_lines');
  expect(line).toMatchObject({ rows: 2, scope: { kind: 'window', days } });
});

it('changes and removals of rows outside reach the rollups', async () => {
  await change('update bank_lines set amount = amount + 5 where id = $1', [ids[2]]);
  expect(await turnover()).toBe(1_116);
  await change('delete from bank_lines where id = $1', [ids[3]]);
  expect(await turnover()).toBe(116 - 0);
  expect(await read('bank_lines_outside')).toEqual([ids[2]]);
});

it('a row that moves over the edge moves with its key', async () => {
  await change('update bank_lines set at = now() where id = $1', [ids[2]]);
  expect(await read('bank_lines')).toEqual(ids.slice(0, 3));
  expect(await read('bank_lines_outside')).toEqual([ids[3]]);
  await change(`update bank_lines set at = now() - interval '200 days' where id = $1`, [ids[0]]);
  expect(await read('bank_lines')).toEqual(ids.slice(1, 3));
  expect(await turnover()).toBe(1_111);
});

it('another scope makes another cache', async () => {
  await engine.define(bankDefinition(fixture.workspaceId));
  await expect.poll(() => read('bank_lines'), { timeout: 30_000 }).toEqual(ids);
  await engine.define(windowed(fixture.workspaceId));
  await expect.poll(() => read('bank_lines'), { timeout: 30_000 }).toEqual(ids.slice(0, 2));
  expect(await turnover()).toBe(1_111);
  expect((await engine.verify()).differences).toEqual([]);
});

it('rows leave the window as days go by, in a cache that is opened days later too', async () => {
  await engine.close();
  const file = new CacheFiles(fixture.folder).current() ?? '';
  const opened = CacheWriter.open(file, windowed(fixture.workspaceId), rollupSupport);
  if (opened.kind !== 'fits') throw new Error('the cache does not fit');
  expect([...opened.writer.ageWindows(Date.now())]).toEqual([]);
  expect([...opened.writer.ageWindows(Date.now() + 31 * dayMs)]).toEqual(['bank_lines']);
  const { database } = opened.writer;
  const count = (table: string) => database.prepare(`select count(*) from ${table}`).pluck().get();
  expect(count('bank_lines')).toBe(0);
  expect(count('bank_lines_outside')).toBe(4);
  expect(database.prepare('select sum(amount) from bank_turnover_total').pluck().get()).toBe(1_111);
  // A change of one that has just left is one outside.
  expect(opened.writer.table('bank_lines')?.isInside([ids[0] ?? '', Date.now() - dayMs, 1, 1])).toBe(false);
  opened.writer.close();
});

it('a comparison finds what is missing, surplus and different, inside and outside the window', async () => {
  await engine.close();
  const database = new SqliteDatabase(new CacheFiles(fixture.folder).current() ?? '');
  for (const [table, at] of [
    ['bank_lines', 0],
    ['bank_lines_outside', 2],
  ] as const) {
    database.prepare(`update ${table} set amount = amount + 1 where id = ?`).run(ids[at]);
    database.prepare(`delete from ${table} where id = ?`).run(ids[at + 1]);
    database
      .prepare(`insert into ${table} (id, at, account, amount) values ('surplus in ${table}', 1, 1, 1)`)
      .run();
  }
  database.exec('update bank_balances_total set balance = balance + 1');
  database.close();
  engine = fixture.start({ definition: windowed(fixture.workspaceId) });
  await untilCurrent(engine);
  const { differences } = await engine.verify();
  const found = differences.map(({ name, kind, count }) => `${name} ${kind} ${count}`);
  expect(found).toContain('bank_lines missing 2');
  expect(found).toContain('bank_lines different 2');
  expect(found).toContain('bank_lines surplus 2');
  expect(found.some((line) => line.startsWith('bank_balances'))).toBe(true);
  expect(differences.find(({ kind }) => kind === 'different')?.examples.join()).toContain(ids[0]);
  // What was found is mended by making the cache anew.
  await engine.rebuild({ deleteFirst: false });
  await expect.poll(async () => (await engine.verify()).differences, { timeout: 30_000 }).toEqual([]);
});
