import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId } from '#contract/ids.ts';
import { removalIdSchema } from '#contract/ids.ts';
import { purgeRemovedSessions, removeAccounts, restoreAccounts } from '../commands/remove-accounts.ts';
import { claimLogOut } from '../managing/log-outs/claim-log-out.ts';
import { settleLogOut } from '../managing/log-outs/settle-log-out.ts';
import { createTestPool, type TestPool } from '../testing/test-pool.ts';
import { getRemoval, listRemovals } from './list-removals.ts';
import { listRemovedAccounts } from './list-removed-accounts.ts';

let pool: TestPool;
beforeEach(async () => {
  pool = await createTestPool();
});
afterEach(() => pool.testDatabase.drop());

const only = (...ids: AccountId[]) => ({ kind: 'ids' as const, ids });
const remove = (ids: AccountId[], logOut = false) =>
  removeAccounts(pool.workspace, { removedBy: 'Ann', selection: only(...ids), logOut });
const firstPage = { offset: 0, limit: 50 };

async function later(): Promise<void> {
  await pool.workspace.database.execute(sql`
    with past as (update account_removals set removed_at = removed_at - interval '2 minutes' returning workspace_id, id, removed_at)
    update accounts account set removed_at = past.removed_at from past
    join account_removal_items item on item.workspace_id = past.workspace_id and item.removal_id = past.id
    where account.workspace_id = item.workspace_id and account.id = item.account_id and account.removed_at is not null`);
  await pool.workspace.database.execute(
    sql`update account_log_outs set next_attempt_at = now() - interval '1 second', due_at = now() - interval '1 second'
      where state = 'waiting'`,
  );
}

describe('the removals on record', () => {
  it('say who removed how many, and whether they can still come back', async () => {
    const [one, two, three] = [await pool.add(), await pool.add(), await pool.add()];
    const first = await remove([one]);
    const second = await remove([two, three]);
    const { rows, total } = await listRemovals(pool.cache, firstPage);
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { id: second.removalId, accounts: 2, restorable: 2, restored: 0, removedBy: 'Ann', logOuts: null },
      { id: first.removalId, accounts: 1, restorable: 1 },
    ]);
    await restoreAccounts(pool.workspace, 'Bo', first.removalId);
    expect(await getRemoval(pool.cache, first.removalId)).toMatchObject({
      restorable: 0,
      restored: 1,
      restoredBy: 'Bo',
    });
    expect((await listRemovals(pool.cache, { offset: 1, limit: 1 })).rows).toHaveLength(1);
  });

  it('say of each account what became of it', async () => {
    const [back, gone, again] = [await pool.add(), await pool.add(), await pool.add()];
    const { removalId } = await remove([back, gone, again]);
    const statesOf = async () =>
      (await listRemovedAccounts(pool.cache, { removalId, ...firstPage })).rows.map(({ state }) => state);
    expect(await statesOf()).toEqual(['restorable', 'restorable', 'restorable']);
    await pool.workspace.database.execute(
      sql`update accounts set removed_at = null where id in (${back}, ${again})`,
    );
    await remove([again]);
    await pool.workspace.database.execute(sql`delete from account_sessions where account_id = ${gone}`);
    expect(await statesOf()).toEqual(['in_pool', 'gone', 'removed_again']);
  });

  it('say how each log-out ended', async () => {
    const [first, second] = [await pool.add(), await pool.add()];
    const { removalId } = await remove([first, second], true);
    expect(await getRemoval(pool.cache, removalId)).toMatchObject({
      logOuts: { waiting: 2, ended: 0, given_up: 0 },
      restorable: 2,
    });
    await later();
    await purgeRemovedSessions(pool.workspace);
    const claimed = await claimLogOut(pool.workspace);
    if (claimed === null) throw new Error('nothing was claimed');
    await settleLogOut(pool.workspace, claimed, { kind: 'ended', outcome: 'done', errorCode: null });
    expect(await getRemoval(pool.cache, removalId)).toMatchObject({
      logOuts: { waiting: 1, ended: 1, given_up: 0 },
      restorable: 1,
    });
    const { rows, total } = await listRemovedAccounts(pool.cache, { removalId, ...firstPage });
    expect(total).toBe(2);
    expect(rows.find(({ accountId }) => accountId === claimed.accountId)).toMatchObject({
      state: 'gone',
      logOut: { state: 'ended', outcome: 'done', attempts: 1, nextAttemptAt: null },
    });
    expect(rows.find(({ accountId }) => accountId !== claimed.accountId)).toMatchObject({
      state: 'restorable',
      logOut: { state: 'waiting', outcome: null, endedAt: null },
    });
  });

  it('know nothing of a removal that never was', async () => {
    const unknown = removalIdSchema.parse('00000000-0000-4000-8000-00000000000f');
    const missing = { code: 'NOT_FOUND' };
    await expect(getRemoval(pool.cache, unknown)).rejects.toMatchObject(missing);
    await expect(listRemovedAccounts(pool.cache, { removalId: unknown, ...firstPage })).rejects.toMatchObject(
      missing,
    );
  });
});
