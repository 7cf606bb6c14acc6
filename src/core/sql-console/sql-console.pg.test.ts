import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { operatorIdSchema, sqlRunIdSchema } from '#contract/ids.ts';
import { roleMay, roles } from '#contract/permissions.ts';
import { sqlConsoleContract, sqlLimits, type SqlResult } from '#contract/sql-console.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { localCopy } from '../local-copy.ts';
import { silentLogger } from '../logging/logger.ts';
import type { Caller } from '../rpc/caller.ts';
import { startSyncEngine, type SyncEngine } from '../sync/sync-engine.ts';
import { untilCurrent } from '../sync/testing/things.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import { listTables } from './list-tables.ts';
import { readableTables } from './readable-tables.ts';
import type { ReadableTables } from './sql-messages.ts';
import { SqlRuns } from './sql-runs.ts';

let database: TestDatabase;
let engine: SyncEngine;
let folder: string;
let tables: ReadableTables;
const runs = new SqlRuns();

const caller = (): Caller => ({
  operatorId: operatorIdSchema.parse(randomUUID()),
  name: 'Ada',
  role: 'admin',
});
const ada = caller();
const nextId = () => sqlRunIdSchema.parse(randomUUID());

beforeAll(async () => {
  database = await createTestDatabase();
  const { workspace } = await openWorkspace(database.database);
  const until = Date.UTC(2026, 9, 14);
  await seedBusiness({
    pool: database.pool,
    workspaceId: workspace.id,
    size: 'tiny',
    until,
    seed: 5,
    replace: true,
  });
  folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-sql-'));
  const connection = { connectionString: database.url };
  const definition = localCopy(workspace.id, {});
  engine = startSyncEngine({
    folder,
    definition,
    connection: () => Promise.resolve({ read: connection, primary: connection }),
    logger: silentLogger(),
  });
  await untilCurrent(engine);
  tables = readableTables(definition);
});

afterAll(async () => {
  runs.close();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

const file = (): string => engine.cacheFile() ?? '';

function ask(text: string, limitMs: number = sqlLimits.usualMs, id = nextId()): Promise<SqlResult> {
  return runs.run(ada, { id, text, limitMs }, { file: file(), tables });
}

const endless = 'with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n';

const countOrders = () =>
  engine.cache.rows(sql`select count(*) as orders from orders`, z.object({ orders: z.int() }));

test('answers with types: micros, instants, flags, exact integers', async () => {
  const answer = await ask(
    `select id, status, price_micros, created_at, 9007199254740993 as big, sum(price_micros) over () as all_micros,
      1.5 as half, null as missing, x'00ff' as bytes from orders order by id limit 2`,
  );
  expect(answer.columns.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'id integer',
    'status text',
    'price_micros micros',
    'created_at instant',
    'big integer',
    'all_micros micros',
    'half real',
    'missing unknown',
    'bytes blob',
  ]);
  expect(answer.rows[0]?.slice(4)).toMatchObject([
    '9007199254740993',
    expect.any(Number),
    1.5,
    null,
    `x'00ff'`,
  ]);
  expect(answer).toMatchObject({ cut: null, shortened: 0 });
  expect(answer.asOf).toBeGreaterThan(0);
  const counted = await ask('select count(*) from orders');
  expect(counted.rows[0]?.[0]).toBe((await countOrders())[0]?.orders);
  expect((await ask('explain query plan select * from orders where id = 1')).rows).toHaveLength(1);
});

describe('raises SQL_REFUSED', () => {
  test.each([
    ['delete from orders'],
    ['with x as (select 1) delete from orders'],
    ['with x as (select 1) insert into orders select * from orders'],
    ['update orders set status = 1 returning id'],
    [`attach 'x' as y`],
    ['pragma query_only = off'],
    ['explain pragma writable_schema = on'],
    ['vacuum'],
    ['select 1; select 2'],
    [`select load_extension('/tmp/x.so')`],
    ['select * from pragma_database_list'],
    // Tables that are nobody's to read, however they are named.
    ['select * from vault_data_keys'],
    ['select 1 from orders, "VAULT_ROTATIONS" as harmless'],
    ['select (select count(*) from saved_views)'],
    ['with a as (select * from main.[vault_data_keys]) select 1 from a join orders'],
    ['explain select * from vault_data_keys'],
  ])('%s', async (text) => {
    await expect(ask(text)).rejects.toMatchObject({ code: 'SQL_REFUSED' });
  });
});

test(
  'what it lists has nothing to do with secrets, and is what can be asked',
  { timeout: 60_000 },
  async () => {
    const listed = await listTables(engine.cache, tables);
    const names = listed.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['orders', 'customers', 'orders_by_category_day', 'cache_facts']),
    );
    expect(names.filter((name) => /session|vault|saved_views|chunk/.test(name))).toEqual([]);
    const columns = listed.flatMap(({ name, columns: own }) => own.map((column) => `${name}.${column.name}`));
    expect(
      columns.filter((name) => /secret|password|wrapped|sealed|digest|token|\.hash$|session_/.test(name)),
    ).toEqual([]);
    const orders = listed.find(({ name }) => name === 'orders');
    expect(orders).toMatchObject({ kind: 'rows', rows: (await countOrders())[0]?.orders });
    expect(orders?.indexes.map(({ name }) => name)).toContain('orders_by_created');
    for (const name of names)
      expect((await ask(`select * from "${name}" limit 1`)).columns.length).toBeGreaterThan(0);
  },
);

test('raises SQL_NOT_UNDERSTOOD with the place', async () => {
  await expect(ask('select id,\n  amount from orders')).rejects.toMatchObject({
    code: 'SQL_NOT_UNDERSTOOD',
    details: { line: 2, column: 3, problem: 'no such column: amount' },
  });
  await expect(ask('select * from account_sessions')).rejects.toMatchObject({
    code: 'SQL_NOT_UNDERSTOOD',
    details: { problem: 'no such table: account_sessions' },
  });
});

test('raises SQL_FAILED for what goes wrong while it runs', async () => {
  await expect(ask(`select json_extract('{', '$.a')`)).rejects.toMatchObject({ code: 'SQL_FAILED' });
  await expect(ask('select * from orders where id = ?')).rejects.toMatchObject({ code: 'SQL_FAILED' });
});

test('raises SQL_TOOK_TOO_LONG for what has no end, while every other reader answers', async () => {
  const began = Date.now();
  const outcome = expect(ask(endless, 700)).rejects.toMatchObject({
    code: 'SQL_TOOK_TOO_LONG',
    details: { seconds: 0.7 },
  });
  let answered = 0;
  while (Date.now() - began < 500) {
    expect((await countOrders())[0]?.orders).toBeGreaterThan(0);
    answered += 1;
  }
  expect(answered).toBeGreaterThan(10);
  expect((await ask('select 1')).rows).toEqual([[1]]);
  await outcome;
  // The next one has a process that works.
  expect((await ask('select 2')).rows).toEqual([[2]]);
});

test('raises SQL_CANCELLED for whoever asked, and for nobody else', async () => {
  const id = nextId();
  const outcome = expect(ask(endless, 20_000, id)).rejects.toMatchObject({ code: 'SQL_CANCELLED' });
  let isOver = false;
  void outcome.then(() => (isOver = true));
  runs.cancel(caller(), id);
  expect((await ask('select 1')).rows).toEqual([[1]]);
  expect(isOver).toBe(false);
  runs.cancel(ada, id);
  await outcome;
});

test('raises SQL_TOO_LARGE for what would take all memory', { timeout: 60_000 }, async () => {
  const huge =
    'select length(group_concat(hex(zeroblob(50000000)))) from (values (1), (2), (3), (4), (5), (6), (7), (8))';
  await expect(ask(huge, 30_000)).rejects.toMatchObject({ code: 'SQL_TOO_LARGE' });
  expect((await ask('select 3')).rows).toEqual([[3]]);
});

test('an answer has an end: rows, bytes, characters of a value', async () => {
  const counting =
    'with recursive n(x) as (select 1 union all select x + 1 from n where x < 10001) select x from n';
  const rows = await ask(counting);
  expect([rows.rows.length, rows.cut]).toEqual([sqlLimits.rows, 'rows']);
  const exact = await ask(`${counting} limit ${sqlLimits.rows}`);
  expect([exact.rows.length, exact.cut]).toEqual([sqlLimits.rows, null]);
  // More than there is memory for if all of it were taken.
  const bytes = await ask(
    `with recursive n(x) as (select 1 union all select x + 1 from n) select hex(zeroblob(9000)) from n`,
  );
  expect(bytes.cut).toBe('bytes');
  expect(bytes.rows.length).toBeLessThan(1_000);
  const long = await ask(`select hex(zeroblob(2500000)) as five_megabytes`);
  expect(long).toMatchObject({ shortened: 1, cut: null });
  expect(String(long.rows[0]?.[0])).toHaveLength(sqlLimits.valueCharacters + 1);
});

test('five megabytes of text are refused before anything looks at them', () => {
  const text = `select '${'x'.repeat(5_000_000)}'`;
  expect(sqlConsoleContract.run.input.safeParse({ id: randomUUID(), text }).success).toBe(false);
});

test('no more than three statements at once', async () => {
  const ids = [nextId(), nextId(), nextId()];
  const outcomes = ids.map((id) =>
    expect(ask(endless, 20_000, id)).rejects.toMatchObject({ code: 'SQL_CANCELLED' }),
  );
  await expect(ask('select 1')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  for (const id of ids) runs.cancel(ada, id);
  await Promise.all(outcomes);
});

test('it is for administrators', () => {
  expect(roles.filter((role) => roleMay(role, 'analytics:sql'))).toEqual(['admin']);
});
