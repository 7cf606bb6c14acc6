import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckRunAccountChoice } from '#contract/account-checks.ts';
import { checkRunIdSchema } from '#contract/ids.ts';
import { createTestPool, type TestPool } from '../testing/test-pool.ts';
import { getCheckRun } from './list-check-runs.ts';
import { listRunAccounts } from './list-run-accounts.ts';

const runId = checkRunIdSchema.parse('00000000-0000-4000-8000-000000000001');
const laterId = checkRunIdSchema.parse('00000000-0000-4000-8000-000000000002');

let pool: TestPool;
beforeEach(async () => {
  pool = await createTestPool();
  await pool.workspace.database.execute(sql`
    insert into accounts (workspace_id, display_name)
    select ${pool.workspace.id}, 'Account ' || n from generate_series(1, 6) n`);
  for (const id of [runId, laterId]) {
    await pool.workspace.database.execute(sql`
      insert into account_check_runs (workspace_id, id, state, requested_by)
      values (${pool.workspace.id}, ${id}, 'running', 'Ada')`);
  }
  // 1 stayed, 2 changed, 3 and 4 were not reached, 5 was left alone, 6 waits.
  await pool.workspace.database.execute(sql`
    insert into account_check_items (workspace_id, run_id, account_id, outcome, changed, attempts)
    select ${pool.workspace.id}, ${runId}, id,
      (array['active', 'banned', 'unreachable', 'unreachable', 'flood_wait', null])[id], id = 2,
      case when id = 6 then 0 else 1 end
    from accounts`);
  await pool.workspace.database.execute(sql`
    insert into account_checks (workspace_id, account_id, run_id, checked_at, outcome, error_code, latency_ms,
      standing_before, standing_after)
    select ${pool.workspace.id}, account_id, run_id, '2026-01-01', outcome,
      case when outcome = 'banned' then 'USER_DEACTIVATED_BAN' end, 40 + account_id, 'active',
      case when outcome = 'unreachable' then 'active' else outcome end
    from account_check_items where account_id <= 4`);
  await pool.workspace.database.execute(sql`
    insert into account_checks (workspace_id, account_id, run_id, checked_at, outcome, latency_ms, standing_before,
      standing_after)
    values (${pool.workspace.id}, 3, ${laterId}, '2026-01-02', 'active', 5, 'active', 'active'),
      (${pool.workspace.id}, 4, ${laterId}, '2026-01-02', 'unreachable', 5, 'active', 'active')`);
});
afterEach(() => pool.testDatabase.drop());

const page = (only: CheckRunAccountChoice, offset = 0, limit = 500) =>
  listRunAccounts(pool.cache, { runId, only, offset, limit });

describe('listRunAccounts', () => {
  it('lists what has a result, page by page, and not what waits', async () => {
    const { rows, total } = await page('all');
    expect(rows.map((row) => row.accountId)).toEqual([1, 2, 3, 4, 5]);
    expect(total).toBe(5);
    const second = await page('all', 2, 2);
    expect(second.rows.map((row) => row.accountId)).toEqual([3, 4]);
    expect(second.total).toBe(5);
  });

  it('says what the run found of an account', async () => {
    expect(await page('changed')).toEqual({
      total: 1,
      rows: [
        {
          accountId: 2,
          displayName: 'Account 2',
          phone: null,
          inPool: true,
          outcome: 'banned',
          errorCode: 'USER_DEACTIVATED_BAN',
          standingBefore: 'active',
          standingAfter: 'banned',
          latencyMs: 42,
          reachedSince: false,
        },
      ],
    });
  });

  it('knows nothing of an account that was left alone', async () => {
    const leftAlone = (await page('all')).rows.at(-1);
    expect(leftAlone).toMatchObject({ outcome: 'flood_wait', standingBefore: null, latencyMs: null });
    expect(await getCheckRun(pool.cache, runId)).toMatchObject({ total: 6, checked: 5, leftAlone: 1 });
  });

  it('tells which of the unreachable were reached since, and which have left the pool', async () => {
    await pool.workspace.database.execute(sql`update accounts set removed_at = now() where id = 4`);
    const { rows, total } = await page('unreachable');
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { accountId: 3, reachedSince: true, inPool: true },
      { accountId: 4, reachedSince: false, inPool: false },
    ]);
  });

  it('refuses a run that does not exist', async () => {
    const unknown = checkRunIdSchema.parse('00000000-0000-4000-8000-00000000000f');
    await expect(
      listRunAccounts(pool.cache, { runId: unknown, only: 'all', offset: 0, limit: 1 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
