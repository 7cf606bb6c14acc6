import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorIdSchema } from '#contract/ids.ts';
import { commandKeySchema } from '#contract/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { checkPruning } from '../accounts/checking/prune-checks.ts';
import { silentLogger } from '../logging/logger.ts';
import { forgetOldTransferKeys } from '../marketplace/ledger/forget-old-transfer-keys.ts';
import { openTestMarket } from '../marketplace/testing/test-market.ts';
import { applyOnce } from '../sync/outbox/apply-once.ts';
import { forgetOldKeys } from '../sync/outbox/forget-old-keys.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { pruneAll } from './prune-runner.ts';

let database: TestDatabase;
let workspace: Workspace;
beforeAll(async () => {
  database = await createTestDatabase();
  workspace = { id: await openTestMarket(database.pool), database: database.database };
});
afterAll(() => database.drop());

async function countOf(table: string, condition = 'true'): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from ${table} where workspace_id = $1 and ${condition}`,
    [workspace.id],
  );
  return rows[0]?.count ?? 0;
}

/** Two rows at a time, so that there are several batches. */
const prune = () =>
  pruneAll(
    {
      workspace,
      logger: silentLogger(),
      prunings: [
        { name: 'keys', prune: forgetOldKeys },
        { name: 'keys of transfers', prune: forgetOldTransferKeys },
        checkPruning(),
      ],
    },
    2,
  );

test('keys that may still be sent are kept, and their commands happen once', async () => {
  const caller = { operatorId: operatorIdSchema.parse(randomUUID()), name: 'Olga', role: 'admin' } as const;
  const keys = Array.from({ length: 6 }, () => commandKeySchema.parse(randomUUID()));
  await database.pool.query('create table effects (number int generated always as identity)');
  const send = (key: (typeof keys)[number]) =>
    applyOnce(workspace, { key, command: 'test.count', caller }, async (transaction) => {
      const { rows } = await transaction.execute<{ number: number }>(
        sql`insert into effects default values returning number`,
      );
      return rows[0]?.number;
    });
  for (const key of keys) await send(key);
  const makeOld = `update applied_commands set applied_at = now() - make_interval(days => $3) where workspace_id = $1 and key = any($2)`;
  await database.pool.query(makeOld, [workspace.id, keys.slice(0, 5), 181]);
  await database.pool.query(makeOld, [workspace.id, keys.slice(5), 179]);
  await prune();
  expect(await countOf('applied_commands')).toBe(1);
  const [kept] = keys.slice(5);
  if (kept === undefined) throw new Error('there is a sixth');
  expect(await send(kept)).toBe(6);
  const { rows } = await database.pool.query<{ count: number }>('select count(*)::int from effects');
  expect(rows[0]?.count).toBe(6);
});

test('keys of transfers outlive those of commands, and the transfers their keys', async () => {
  const before = await countOf('ledger_transfers');
  await database.pool.query(
    `insert into ledger_keys (workspace_id, key, transfer_id, created_at)
      select $1, 'old ' || n, n, now() - make_interval(days => case when n <= 5 then 201 else 199 end)
      from generate_series(1, 7) as n`,
    [workspace.id],
  );
  await prune();
  expect(await countOf('ledger_keys', `key like 'old %'`)).toBe(2);
  expect(await countOf('ledger_transfers')).toBe(before);
});

test('of old checks stay those that changed a standing, and the newest of each account', async () => {
  await database.pool.query(
    `with account as (
        insert into accounts (workspace_id, display_name) select $1, 'Account ' || n from generate_series(1, 3) as n returning id
      )
      insert into account_checks
        (workspace_id, account_id, run_id, checked_at, outcome, latency_ms, standing_before, standing_after)
      select $1, id, gen_random_uuid(), now() - make_interval(days => age), 'active', 5,
        case when age = 150 then 'unchecked' else 'active' end, 'active'
      from account, unnest(array[91, 100, 120, 150]) as age`,
    [workspace.id],
  );
  await database.pool.query(
    `insert into account_checks
        (workspace_id, account_id, run_id, checked_at, outcome, latency_ms, standing_before, standing_after)
      select $1, min(id), gen_random_uuid(), now() - interval '89 days', 'active', 5, 'active', 'active'
      from accounts where workspace_id = $1`,
    [workspace.id],
  );
  await prune();
  const { rows } = await database.pool.query<{ ages: number[] }>(
    `select array_agg(round(extract(epoch from now() - checked_at) / 86400)::int order by checked_at) as ages
      from account_checks where workspace_id = $1 group by account_id order by account_id`,
    [workspace.id],
  );
  expect(rows.map(({ ages }) => ages)).toEqual([
    [150, 89],
    [150, 91],
    [150, 91],
  ]);
  await prune();
  expect(await countOf('account_checks')).toBe(6);
});
