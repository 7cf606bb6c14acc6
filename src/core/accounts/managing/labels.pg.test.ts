import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountFilterSchema, type AccountSelection, labelLimit } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { removeAccounts } from '../commands/remove-accounts.ts';
import { getAccount } from '../queries/get-account.ts';
import { createTestPool, everyAccount, type TestPool } from '../testing/test-pool.ts';
import { selectionLabels } from '../queries/selection-labels.ts';
import { changeLabels } from './change-labels.ts';
import { undoLabels } from './undo-labels.ts';

let pool: TestPool;
beforeEach(async () => {
  pool = await createTestPool();
});
afterEach(() => pool.testDatabase.drop());

const only = (...ids: AccountId[]) => ({ kind: 'ids' as const, ids });
const matching = (part: object) => ({ kind: 'filter' as const, filter: accountFilterSchema.parse(part) });
const change = (selection: AccountSelection, add: readonly string[], remove: readonly string[]) =>
  changeLabels(pool.workspace, { changedBy: 'Ann', selection, add, remove });

/** Accounts that nobody signs in. */
async function fill(count: number): Promise<void> {
  await pool.workspace.database.execute(sql`
    insert into accounts (workspace_id, display_name, labels, standing)
    select ${pool.workspace.id}, 'Account ' || n, array['old'], case when n % 4 = 0 then 'banned' else 'active' end
    from generate_series(1, ${count}) n`);
}

async function labelsOf(id: AccountId): Promise<string[]> {
  return (await getAccount(pool.cache, id)).labels;
}

describe('labels', () => {
  it('are changed on all that a filter matches, and on nothing else', async () => {
    await fill(1_000);
    expect(await change(matching({ standings: ['banned'] }), ['lost'], ['old'])).toMatchObject({
      changed: 250,
    });
    expect(await selectionLabels(pool.cache, everyAccount)).toEqual([
      { label: 'old', accounts: 750 },
      { label: 'lost', accounts: 250 },
    ]);
    // Taking away the very label that the filter looks for.
    expect(await change(matching({ labels: ['lost'] }), [], ['lost'])).toMatchObject({
      changed: 250,
    });
    expect(await change(matching({ labels: ['lost'] }), [], ['lost'])).toMatchObject({
      changed: 0,
    });
  });

  it('keep their order, are there once, and those who have them already are not counted', async () => {
    const id = await pool.add();
    await change(only(id), ['b', 'a'], []);
    expect(await change(only(id), ['a', 'c', 'c'], ['b'])).toMatchObject({ changed: 1 });
    expect(await labelsOf(id)).toEqual(['a', 'c']);
    expect(await change(only(id), ['a'], ['zzz'])).toMatchObject({ changed: 0 });
    expect(await change(only(id), ['a'], ['a'])).toMatchObject({ changed: 0 });
  });

  it('that two operators add at the same instant are both there', async () => {
    const id = await pool.add();
    const words = ['one', 'two', 'three', 'four', 'five'];
    await Promise.all(words.map((word) => change(only(id), [word], [])));
    expect((await labelsOf(id)).toSorted()).toEqual(words.toSorted());
  });

  it('beyond what an account can have are refused, for all of the selection', async () => {
    const [full, empty] = [await pool.add(), await pool.add()];
    const many = Array.from({ length: labelLimit }, (_, index) => `label ${index}`);
    await change(only(full), many, []);
    await expect(change(only(full, empty), ['more'], [])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await labelsOf(empty)).toEqual([]);
  });

  it('are taken back, account by account as they were', async () => {
    await fill(8);
    const { changeId } = await change(everyAccount, ['new', 'old'], []);
    const lost = await change(matching({ standings: ['banned'] }), [], ['old', 'new']);
    expect(await undoLabels(pool.workspace, 'Ann', lost.changeId)).toEqual({ restored: 2 });
    expect(await selectionLabels(pool.cache, everyAccount)).toEqual([
      { label: 'new', accounts: 8 },
      { label: 'old', accounts: 8 },
    ]);
    expect(await undoLabels(pool.workspace, 'Ann', changeId)).toEqual({ restored: 8 });
    expect(await selectionLabels(pool.cache, everyAccount)).toEqual([{ label: 'old', accounts: 8 }]);
    // Once.
    expect(await undoLabels(pool.workspace, 'Ann', changeId)).toEqual({ restored: 0 });
  });

  it('that somebody else changed meanwhile stay when a change is taken back', async () => {
    const id = await pool.add();
    await change(only(id), ['first', 'second'], []);
    const { changeId } = await change(only(id), ['third'], ['first']);
    await change(only(id), ['theirs'], []);
    await undoLabels(pool.workspace, 'Ann', changeId);
    expect(await labelsOf(id)).toEqual(['second', 'theirs', 'first']);
  });

  it('of an account that was removed meanwhile are left alone', async () => {
    const id = await pool.add();
    const { changeId } = await change(only(id), ['new'], []);
    await removeAccounts(pool.workspace, { removedBy: 'Ann', selection: only(id) });
    expect(await undoLabels(pool.workspace, 'Ann', changeId)).toEqual({ restored: 0 });
  });

  it('can be taken back for ten minutes; who changed them stays on record', async () => {
    const id = await pool.add();
    const { changeId } = await change(only(id), ['new'], ['old']);
    await pool.workspace.database.execute(
      sql`update account_label_changes set changed_at = now() - interval '11 minutes'`,
    );
    await change(only(id), ['newer'], []);
    expect(await undoLabels(pool.workspace, 'Ann', changeId)).toEqual({ restored: 0 });
    expect(await labelsOf(id)).toEqual(['new', 'newer']);
    const { rows } = await pool.workspace.database.execute(
      sql`select changed_by, added, taken_away, accounts from account_label_changes where id = ${changeId}`,
    );
    expect(rows).toEqual([{ changed_by: 'Ann', added: ['new'], taken_away: ['old'], accounts: 1 }]);
  });
});
