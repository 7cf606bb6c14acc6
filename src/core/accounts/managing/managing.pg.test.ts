import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountFilterSchema } from '#contract/accounts.ts';
import { type AccountId, accountIdSchema } from '#contract/ids.ts';
import { purgeRemovedSessions, removeAccounts, restoreAccounts } from '../commands/remove-accounts.ts';
import { acquireLease } from '../leases/acquire-lease.ts';
import { getAccount } from '../queries/get-account.ts';
import { listAccounts } from '../queries/list-accounts.ts';
import { poolStatistics } from '../queries/pool-statistics.ts';
import {
  createTestPool,
  everyAccount,
  inventHolder,
  inventSession,
  type TestPool,
} from '../testing/test-pool.ts';
import { readNote } from '../queries/read-note.ts';
import { saveNote } from './account-note.ts';
import { listUsage } from '../queries/list-usage.ts';
import { claimLogOut } from './log-outs/claim-log-out.ts';
import { withdrawLogOuts } from './log-outs/settle-log-out.ts';
import { recordUsage } from './record-operation.ts';
import { standingHistory } from '../queries/standing-history.ts';

let pool: TestPool;
beforeEach(async () => {
  pool = await createTestPool();
});
afterEach(() => pool.testDatabase.drop());

const only = (...ids: AccountId[]) => ({ kind: 'ids' as const, ids });
const matching = (part: object) => ({ kind: 'filter' as const, filter: accountFilterSchema.parse(part) });

/** Accounts that nobody signs in. */
async function fill(count: number): Promise<void> {
  await pool.workspace.database.execute(sql`
    insert into accounts (workspace_id, display_name, labels, standing)
    select ${pool.workspace.id}, 'Account ' || n, array['old'], case when n % 4 = 0 then 'banned' else 'active' end
    from generate_series(1, ${count}) n`);
}

async function numberOf(from: string): Promise<number> {
  const { rows } = await pool.workspace.database.execute<{ n: string }>(
    sql.raw(`select count(*) as n from ${from}`),
  );
  return Number(rows[0]?.n);
}

/** A check in the history. */
async function check(id: AccountId, minutesAgo: number, outcome: string, after = outcome): Promise<void> {
  await pool.workspace.database.execute(sql`
    with run as (
      insert into account_check_runs (workspace_id, id, state, requested_by, finished_at)
      values (${pool.workspace.id}, gen_random_uuid(), 'completed', 'Schedule', now()) returning id
    )
    insert into account_checks
    select ${pool.workspace.id}, ${id}, run.id, date_trunc('minute', now()) - make_interval(mins => ${minutesAgo}),
      ${outcome}, null, 5, 'unchecked', ${after} from run`);
}

describe('a note', () => {
  it('is empty at first, then carries who changed it and when', async () => {
    const id = await pool.add();
    expect(await readNote(pool.cache, id)).toEqual({
      text: '',
      version: 0,
      changedBy: null,
      changedAt: null,
    });
    const saved = await saveNote(pool.workspace, 'Ann', { id, text: 'Belongs to Bo', version: 0 });
    expect(saved).toMatchObject({ text: 'Belongs to Bo', version: 1, changedBy: 'Ann' });
    expect(await readNote(pool.cache, id)).toEqual(saved);
  });

  it('raises NOTE_CHANGED_BY_OTHER for the second of two operators, names the first, and keeps the first text', async () => {
    const id = await pool.add();
    for (const version of [0, 1]) {
      await saveNote(pool.workspace, 'Ann', { id, text: `Ann ${version}`, version });
      await expect(saveNote(pool.workspace, 'Bo', { id, text: 'Bo', version })).rejects.toMatchObject({
        code: 'NOTE_CHANGED_BY_OTHER',
        details: { by: 'Ann' },
      });
      expect(await readNote(pool.cache, id)).toMatchObject({
        text: `Ann ${version}`,
        version: version + 1,
      });
    }
    // Having seen the other text, Bo may replace it.
    expect(await saveNote(pool.workspace, 'Bo', { id, text: 'Bo', version: 2 })).toMatchObject({
      version: 3,
    });
  });

  it('of many operators at the same instant: one is saved, the others are told', async () => {
    const id = await pool.add();
    const operators = ['Ann', 'Bo', 'Cy', 'Di', 'Ed'];
    const attempts = await Promise.allSettled(
      operators.map((operator) => saveNote(pool.workspace, operator, { id, text: operator, version: 0 })),
    );
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
  });

  it('that is sent twice, because the answer was lost, is no conflict', async () => {
    const id = await pool.add();
    const first = await saveNote(pool.workspace, 'Ann', { id, text: 'x', version: 0 });
    expect(await saveNote(pool.workspace, 'Ann', { id, text: 'x', version: 0 })).toEqual(first);
  });

  it('raises NOT_FOUND for an account that is not in the pool', async () => {
    const id = accountIdSchema.parse(4_711);
    await expect(readNote(pool.cache, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(saveNote(pool.workspace, 'Ann', { id, text: '', version: 0 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('removing', () => {
  const ann = { removedBy: 'Ann' };

  it('takes all that a filter matches, keeps a record, and is undone as a whole', async () => {
    await pool.add();
    await pool.add();
    await fill(1_000);
    const selection = matching({ search: 'Account' });
    const { removalId, removed } = await removeAccounts(pool.workspace, {
      ...ann,
      selection,
      expected: 1_000,
    });
    expect(removed).toBe(1_000);
    expect((await poolStatistics(pool.cache)).total).toBe(2);
    const { rows } = await pool.workspace.database.execute(
      sql`select removed_by, accounts, log_out, restored from account_removals where id = ${removalId}`,
    );
    expect(rows).toEqual([{ removed_by: 'Ann', accounts: 1_000, log_out: false, restored: 0 }]);
    // Without a session there is nothing to bring back; with one there is.
    expect(await restoreAccounts(pool.workspace, 'Bo', removalId)).toEqual({ restored: 0 });
    const rest = await removeAccounts(pool.workspace, { ...ann, selection: everyAccount });
    expect(await restoreAccounts(pool.workspace, 'Bo', rest.removalId)).toEqual({ restored: 2 });
    expect(await numberOf(`account_removals where restored_by = 'Bo' and restored = 2`)).toBe(1);
  });

  it('raises SELECTION_CHANGED when the filter matches more by now, and removes none', async () => {
    await fill(10);
    await expect(
      removeAccounts(pool.workspace, { ...ann, selection: everyAccount, expected: 9 }),
    ).rejects.toMatchObject({ code: 'SELECTION_CHANGED', details: { expected: 9, found: 10 } });
    expect((await poolStatistics(pool.cache)).total).toBe(10);
    expect(await numberOf('account_removals')).toBe(0);
  });

  it('with a log-out waits for the end of the undo, and the undo withdraws it', async () => {
    const id = await pool.add();
    const { removalId } = await removeAccounts(pool.workspace, { ...ann, selection: only(id), logOut: true });
    expect(await claimLogOut(pool.workspace)).toBeNull();
    expect(await restoreAccounts(pool.workspace, 'Ann', removalId)).toEqual({ restored: 1 });
    expect(await numberOf('account_log_outs')).toBe(0);
  });

  it('with a log-out keeps the session until that is settled', async () => {
    const id = await pool.add();
    await removeAccounts(pool.workspace, { ...ann, selection: only(id), logOut: true });
    await pool.workspace.database.execute(
      sql`update account_removals set removed_at = now() - interval '2 minutes'`,
    );
    await pool.workspace.database.execute(
      sql`update accounts set removed_at = (select removed_at from account_removals)`,
    );
    expect(await purgeRemovedSessions(pool.workspace)).toBe(0);
    await pool.workspace.database.execute(sql`delete from account_log_outs`);
    expect(await purgeRemovedSessions(pool.workspace)).toBe(1);
  });

  it('cannot be undone once a log-out has begun; the other accounts come back', async () => {
    const [begun, other] = [await pool.add(), await pool.add()];
    const { removalId } = await removeAccounts(pool.workspace, {
      ...ann,
      selection: only(begun, other),
      logOut: true,
    });
    await pool.workspace.database.execute(
      sql`update account_log_outs set next_attempt_at = now() - interval '1 second' where account_id = ${begun}`,
    );
    expect(await claimLogOut(pool.workspace)).toMatchObject({
      accountId: begun,
      requestedBy: 'Ann',
      attempts: 1,
    });
    expect(await claimLogOut(pool.workspace)).toBeNull();
    expect(await restoreAccounts(pool.workspace, 'Ann', removalId)).toEqual({ restored: 1 });
    expect(await getAccount(pool.cache, other)).toMatchObject({ id: other });
  });

  it('does not log out an account that was added again meanwhile', async () => {
    const session = inventSession();
    const id = await pool.add(session);
    await removeAccounts(pool.workspace, { ...ann, selection: only(id), logOut: true });
    expect(await pool.add(session)).toBe(id);
    await pool.workspace.database.execute(
      sql`update account_log_outs set next_attempt_at = now() - interval '1 second'`,
    );
    expect(await claimLogOut(pool.workspace)).toBeNull();
    await withdrawLogOuts(pool.workspace);
    expect(await numberOf('account_log_outs')).toBe(0);
  });

  it('is not undone twice, nor by an older undo', async () => {
    const id = await pool.add();
    const first = await removeAccounts(pool.workspace, { ...ann, selection: only(id) });
    await restoreAccounts(pool.workspace, 'Ann', first.removalId);
    await removeAccounts(pool.workspace, { ...ann, selection: only(id) });
    expect(await restoreAccounts(pool.workspace, 'Ann', first.removalId)).toEqual({ restored: 0 });
  });
});

describe('who holds an account', () => {
  it('is told in the list and in the detail', async () => {
    const [held, free] = [await pool.add(), await pool.add()];
    const holder = inventHolder('desk-2');
    await acquireLease(pool.workspace, holder, held, 60_000);
    expect((await getAccount(pool.cache, held)).heldBy).toMatchObject({ name: 'desk-2', here: false });
    expect((await getAccount(pool.cache, held, holder)).heldBy).toMatchObject({ here: true });
    expect((await getAccount(pool.cache, free)).heldBy).toBeNull();
    const { rows } = await listAccounts(pool.cache, {
      filter: accountFilterSchema.parse({}),
      sort: { column: 'id', descending: false },
      offset: 0,
      limit: 10,
    });
    expect(rows.map((row) => row.heldBy?.name ?? null)).toEqual(['desk-2', null]);
    await pool.workspace.database.execute(
      sql`update account_leases set expires_at = now() - interval '1 second'`,
    );
    expect((await getAccount(pool.cache, held)).heldBy).toBeNull();
  });
});

describe('the usage log', () => {
  it('has checks and operations, newest first, page after page, also with many in one instant', async () => {
    const id = await pool.add();
    for (const minute of [1, 1, 1, 2, 3]) await check(id, minute, 'active');
    for (const kind of ['list_sessions', 'end_session', 'count_channels'] as const) {
      const row = {
        accountId: id,
        kind,
        actor: 'Ann',
        outcome: 'done',
        errorCode: null,
        latencyMs: 3,
      } as const;
      await recordUsage(pool.workspace, pool.workspace.database, row);
    }
    await pool.workspace.database.execute(
      sql`update account_usage set at = date_trunc('minute', now()) - interval '1 minute' where kind <> 'end_session'`,
    );
    const all = await listUsage(pool.cache, { id, before: null, limit: 100 });
    expect(all.more).toBe(false);
    expect(all.rows).toHaveLength(8);
    expect(all.rows[0]).toMatchObject({
      kind: 'end_session',
      actor: 'Ann',
      outcome: 'done',
      reference: null,
    });
    expect(all.rows.at(-1)).toMatchObject({ kind: 'check', actor: 'Schedule', reference: { kind: 'run' } });
    const paged: string[] = [];
    let page = await listUsage(pool.cache, { id, before: null, limit: 3 });
    for (;;) {
      paged.push(...page.rows.map((row) => row.key));
      const last = page.rows.at(-1);
      if (!page.more || last === undefined) break;
      page = await listUsage(pool.cache, { id, before: { at: last.at, key: last.key }, limit: 3 });
    }
    expect(paged).toEqual(all.rows.map((row) => row.key));
  });

  it('and the checks say how an account stood over time; the network is no standing', async () => {
    const id = await pool.add();
    await pool.workspace.database.execute(sql`update accounts set added_at = now() - interval '1 hour'`);
    await check(id, 50, 'active');
    await check(id, 40, 'active');
    await check(id, 30, 'unreachable', 'active');
    await check(id, 20, 'limited');
    const row = { accountId: id, kind: 'list_sessions', actor: 'Ann', latencyMs: 3 } as const;
    await recordUsage(pool.workspace, pool.workspace.database, { ...row, outcome: 'done', errorCode: null });
    await recordUsage(pool.workspace, pool.workspace.database, {
      ...row,
      outcome: 'revoked',
      errorCode: 'SESSION_REVOKED',
    });
    const periods = await standingHistory(pool.cache, id);
    expect(periods.map((period) => period.standing)).toEqual(['unchecked', 'active', 'limited', 'revoked']);
    for (const [index, period] of periods.entries()) {
      expect(period.until).toBe(periods[index + 1]?.from ?? null);
    }
    expect(periods.at(-1)?.reason).toBe('SESSION_REVOKED');
  });

  it('raises NOT_FOUND for an account that is not in the pool', async () => {
    const id = accountIdSchema.parse(4_711);
    await expect(listUsage(pool.cache, { id, before: null, limit: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(standingHistory(pool.cache, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
