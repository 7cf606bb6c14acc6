import { bigint, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { mirror } from '../cache/mirror.ts';
import { trackChanges } from './track-changes.ts';

let testDatabase: TestDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

const tableNamed = (name: string) =>
  mirror(
    pgTable(
      name,
      { workspaceId: uuid('workspace_id').notNull(), id: bigint({ mode: 'number' }).notNull() },
      (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
    ),
  );

it('holds no table while it waits for the next: who works in both is not in its way', async () => {
  const { pool } = testDatabase;
  const names = ['first_of_two', 'second_of_two'];
  for (const name of names) {
    await pool.query(`create table ${name} (workspace_id uuid, id bigint, primary key (workspace_id, id));
      insert into ${name} select gen_random_uuid(), n from generate_series(1, 100) as n`);
  }
  const [worker, installer] = await Promise.all([pool.connect(), pool.connect()]);
  try {
    await worker.query('begin; update second_of_two set id = id + 1000');
    const installed = trackChanges(installer, names.map(tableNamed));
    const waits = async () => {
      const { rows } = await pool.query<{ waits: boolean }>(
        `select exists (select from pg_locks where not granted and relation = 'second_of_two'::regclass) as waits`,
      );
      return rows[0]?.waits;
    };
    await expect.poll(waits, { timeout: 10_000 }).toBe(true);
    await worker.query('update first_of_two set id = id + 1000');
    await worker.query('commit');
    await installed;
  } finally {
    for (const client of [worker, installer]) client.release();
  }
  const { rows } = await pool.query<{ name: string }>(
    `select tgrelid::regclass::text as name from pg_trigger where tgname = 'opsdeck_stamp_change'
      and tgrelid in ('first_of_two'::regclass, 'second_of_two'::regclass) order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(names);
});
