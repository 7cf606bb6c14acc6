import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckRun } from '#contract/account-checks.ts';
import { accountFilterSchema } from '#contract/accounts.ts';
import { accountIdSchema, type CheckRunId, checkRunIdSchema } from '#contract/ids.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { silentLogger } from '../../logging/logger.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import { openTelegramDriver } from '../../telegram/open-driver.ts';
import { startLoopbackProxy } from '../../../../tests/setup/loopback-proxy.ts';
import { openTestPool } from '../../../../tests/setup/open-test-pool.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { createAccountEvents } from '../account-events.ts';
import { cancelCheck } from '../commands/cancel-check.ts';
import { startCheck } from '../commands/start-check.ts';
import { storeAccount } from '../commands/store-account.ts';
import { removeAccounts } from '../commands/remove-accounts.ts';
import type { LeaseTimes } from '../leases/lease.ts';
import { getAccount } from '../queries/get-account.ts';
import { getCheckRun } from '../queries/list-check-runs.ts';
import { listAccounts } from '../queries/list-accounts.ts';
import { listChecks } from '../queries/list-checks.ts';
import { createTestPool, everyAccount, inventHolder, type TestPool } from '../testing/test-pool.ts';
import { startCheckRunner } from './check-runner.ts';
import type { Retries } from './retries.ts';

/** A deadline that a busy machine keeps; tests of what never answers take a shorter one. */
const settings = { paceMs: 0, concurrency: 8, deadlineMs: 20_000 };

/** One attempt, where a test is not about trying again. */
const once: Retries = { attempts: 1, pauseMs: 0 };

const wholeList = {
  filter: accountFilterSchema.parse({}),
  sort: { column: 'id', descending: false },
  offset: 0,
  limit: 100,
} as const;

let pool: TestPool;
let sandbox: Sandbox;
let cleanUp: (() => Promise<void>)[];

beforeEach(async () => {
  cleanUp = [];
  pool = await createTestPool();
});

afterEach(async () => {
  for (const close of cleanUp.toReversed()) await close();
  await pool.testDatabase.drop();
});

async function openSandbox(options: Parameters<typeof startSandbox>[0]): Promise<void> {
  sandbox = await startSandbox(options);
  cleanUp.push(() => sandbox.stop());
  for (const account of sandbox.accounts) await pool.add(account.session);
}

function startHost(
  overrides: Partial<typeof settings> = {},
  more: { readonly workspace?: Workspace; readonly times?: LeaseTimes; readonly retries?: Retries } = {},
) {
  const driver: TelegramDriver = openTelegramDriver({ server: sandbox.server, logger: silentLogger() });
  const runner = startCheckRunner(
    {
      workspace: more.workspace ?? pool.workspace,
      holder: inventHolder(),
      vault: pool.vault,
      driver,
      readPoolSettings: () => Promise.resolve({ ...settings, ...overrides }),
      events: createAccountEvents(),
      logger: silentLogger(),
    },
    more.times,
    more.retries ?? once,
  );
  const stop = async () => {
    await runner.stop();
    await driver.close();
  };
  cleanUp.push(stop);
  return { stop };
}

async function ended(runId: CheckRunId): Promise<CheckRun> {
  while ((await count(`account_check_runs where id = '${runId}' and state = 'running'`)) > 0) await sleep(50);
  return getCheckRun(pool.cache, runId);
}

/** Waits until so many accounts have a result. */
async function checked(least: number): Promise<void> {
  while ((await count('account_check_items where outcome is not null')) < least) await sleep(20);
}

async function count(from: string): Promise<number> {
  const { rows } = await pool.workspace.database.execute<{ n: string }>(
    sql.raw(`select count(*) as n from ${from}`),
  );
  return Number(rows[0]?.n);
}

async function history() {
  const { rows } = await pool.workspace.database.execute(
    sql`select outcome, attempt from account_checks order by account_id, attempt`,
  );
  return rows;
}

/** Lets the accounts that wait to be tried again have their turn. */
async function due(): Promise<void> {
  await pool.workspace.database.execute(sql`update account_check_items set not_before = now()`);
}

/** Waits until an account is to be tried again. */
async function untilWaiting(): Promise<void> {
  while ((await count('account_check_items where not_before is not null')) < 1) await sleep(20);
}

describe('a pool check', () => {
  it('finds every kind of account as the sandbox scripted it, and records it once', async () => {
    await openSandbox({
      count: 9,
      scripts: [
        { kind: 'active' },
        { kind: 'restricted', reason: 'terms' },
        { kind: 'flood-wait', seconds: 600 },
        { kind: 'unregistered' },
        { kind: 'banned' },
        { kind: 'deactivated' },
        { kind: 'revoked' },
        { kind: 'duplicated' },
        { kind: 'silent' },
      ],
    });
    startHost({ deadlineMs: 6_000 });
    const { runId, total } = await startCheck(pool.workspace, 'Ann', everyAccount);
    expect(total).toBe(9);
    const run = await ended(runId);
    expect(run).toMatchObject({ state: 'completed', requestedBy: 'Ann', checked: 9, failed: 1, changed: 7 });
    expect(run.byOutcome).toEqual({
      active: 1,
      limited: 1,
      flood_wait: 1,
      unauthorised: 1,
      banned: 1,
      deactivated: 1,
      revoked: 1,
      duplicated: 1,
      unreachable: 1,
    });
    const { rows } = await pool.workspace.database.execute<{ id: string; standing: string; health: number }>(
      sql`select id, standing, health from accounts order by id`,
    );
    const standings = rows.map((row) => row.standing);
    expect(standings).toEqual([
      'active',
      'limited',
      'flood_wait',
      'unauthorised',
      'banned',
      'deactivated',
      'revoked',
      'duplicated',
      'unchecked',
    ]);
    expect(await count('account_checks')).toBe(9);
    expect(await count('account_leases')).toBe(0);
    const [first] = sandbox.accounts;
    const account = await getAccount(pool.cache, accountIdSchema.parse(Number(rows[0]?.id)));
    expect(account.phone?.replace('+', '')).toBe(first?.phone.replace('+', ''));
    expect(account.displayName).toContain(first?.firstName);
  });

  it('obeys a flood wait: the account is left alone until it has passed', async () => {
    await openSandbox({ count: 1, scripts: [{ kind: 'flood-wait', seconds: 600 }] });
    startHost();
    const first = await startCheck(pool.workspace, 'Ann', everyAccount);
    expect((await ended(first.runId)).byOutcome.flood_wait).toBe(1);
    const before = (await sandbox.counts()).totalSockets;
    const second = await startCheck(pool.workspace, 'Ann', everyAccount);
    expect((await ended(second.runId)).byOutcome.flood_wait).toBe(1);
    expect((await sandbox.counts()).totalSockets).toBe(before);
    const [account] = (await pool.workspace.database.execute<{ id: string }>(sql`select id from accounts`))
      .rows;
    expect(await listChecks(pool.cache, accountIdSchema.parse(Number(account?.id)), 10)).toHaveLength(1);
    const { floodWaitUntil } = await getAccount(pool.cache, accountIdSchema.parse(Number(account?.id)));
    expect(floodWaitUntil).toBeGreaterThan(Date.now() + 500_000);
  });

  it('never changes a standing because of the network', async () => {
    await openSandbox({ count: 4 });
    startHost();
    await ended((await startCheck(pool.workspace, 'Ann', everyAccount)).runId);
    await sandbox.stop();
    const run = await ended((await startCheck(pool.workspace, 'Ann', everyAccount)).runId);
    expect(run).toMatchObject({ checked: 4, failed: 4, changed: 0 });
    expect(await count(`accounts where standing = 'active' and health = 100`)).toBe(4);
  });

  it('shared by three hosts and two overlapping runs never connects a session twice at once', async () => {
    await openSandbox({ count: 60, latency: { least: 5, most: 40 } });
    const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
    const again = startCheck(pool.workspace, 'Ben', everyAccount);
    await expect(again).rejects.toMatchObject({ code: 'CHECK_UNDER_WAY' });
    // Two runs with the same accounts can still come about when both are ordered at the same instant.
    const second = checkRunIdSchema.parse(randomUUID());
    await pool.workspace.database.execute(sql`
      with run as (
        insert into account_check_runs (workspace_id, id, state, requested_by)
        values (${pool.workspace.id}, ${second}, 'running', 'Ben') returning id)
      insert into account_check_items (workspace_id, run_id, account_id)
      select ${pool.workspace.id}, run.id, accounts.id from accounts, run`);
    const runs = [{ runId }, { runId: second }];
    for (let host = 0; host < 3; host += 1) startHost();
    for (const { runId } of runs) expect(await ended(runId)).toMatchObject({ checked: 60, failed: 0 });
    const counts = Object.values((await sandbox.counts()).accounts);
    expect(counts).toHaveLength(60);
    expect(Math.max(...counts.map((account) => account.mostAtOnce))).toBe(1);
    expect(counts.reduce((sum, account) => sum + account.total, 0)).toBe(120);
    expect(await count('account_checks')).toBe(120);
  });

  it('goes on where a stopped host left it', async () => {
    await openSandbox({ count: 40, latency: { least: 30, most: 60 } });
    const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
    const first = startHost({ concurrency: 4 });
    await checked(8);
    await first.stop();
    const left = await getCheckRun(pool.cache, runId);
    expect(left.state).toBe('running');
    expect(await count('account_leases')).toBe(0);
    startHost();
    expect(await ended(runId)).toMatchObject({ state: 'completed', checked: 40 });
    expect(await count('account_checks')).toBe(40);
  });

  it('marks an account that the pool has twice, as soon as it knows', async () => {
    await openSandbox({ count: 2 });
    const [{ phone } = { phone: '' }] = sandbox.accounts;
    const driver = openTelegramDriver({ server: sandbox.server, logger: silentLogger() });
    cleanUp.push(() => driver.close());
    // The first was pasted: nobody knows yet whose session it is, when the same account is signed in.
    const started = await driver.startPhoneSignIn(phone, settings);
    if (started.kind !== 'code-sent') throw new Error('no code was sent');
    const step = await started.signIn.submitCode(await sandbox.readLoginCode(phone), settings);
    if (step.kind !== 'signed-in') throw new Error('not signed in');
    const { session, self } = step;
    const added = { session, self, displayName: '', labels: ['signed in'] };
    const { kind, id: signedIn } = await storeAccount(pool, added);
    expect(kind).toBe('added');
    const { rows } = await listAccounts(pool.cache, wholeList);
    const [pasted, other] = rows.map(({ id }) => id);
    if (pasted === undefined || other === undefined) throw new Error('the pool has too few accounts');
    expect(rows.map(({ sameAs }) => sameAs)).toEqual([undefined, undefined, undefined]);

    startHost();
    const run = await ended((await startCheck(pool.workspace, 'Ann', everyAccount)).runId);
    expect(run).toMatchObject({ checked: 3, failed: 0 });
    const marked = (await listAccounts(pool.cache, wholeList)).rows;
    expect(marked.map(({ sameAs }) => sameAs)).toEqual([signedIn, undefined, pasted]);
    expect(marked.every(({ standing }) => standing === 'active')).toBe(true);
    expect(await getAccount(pool.cache, pasted)).toMatchObject({ sameAs: signedIn });
    const selection = { kind: 'ids' as const, ids: [pasted] };
    await removeAccounts(pool.workspace, { removedBy: 'Ann', selection });
    expect(await getAccount(pool.cache, signedIn)).not.toHaveProperty('sameAs');
  });

  it('passes over accounts that another host holds, until its lease has run out', async () => {
    await openSandbox({ count: 3 });
    const [held] = (
      await pool.workspace.database.execute<{ id: string }>(sql`select id from accounts order by id`)
    ).rows;
    await pool.workspace.database.execute(sql`
      insert into account_leases (workspace_id, account_id, holder, holder_name, expires_at)
      values (${pool.workspace.id}, ${held?.id}, gen_random_uuid(), 'a killed host', now() + interval '4 seconds')`);
    const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
    startHost();
    await checked(2);
    await sleep(300);
    expect(await count(`account_check_items where outcome is not null`)).toBe(2);
    expect(await ended(runId)).toMatchObject({ state: 'completed', checked: 3 });
  });

  it('keeps the lease on an account while its check goes on, however long that takes', async () => {
    await openSandbox({ count: 1, scripts: [{ kind: 'silent' }] });
    // Without a heartbeat it would be cut after two seconds.
    startHost({ deadlineMs: 3_500 }, { times: { leaseMs: 6_000, beatMs: 200 } });
    const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
    expect(await ended(runId)).toMatchObject({ state: 'completed', failed: 1 });
    const { rows } = await pool.workspace.database.execute(sql`select error_code from account_checks`);
    expect(rows).toEqual([{ error_code: 'TIMEOUT' }]);
  });

  it('of a host that is cut from Postgres ends, its sockets closed, before its leases do; another host makes it', async () => {
    const silent = { kind: 'silent' } as const;
    await openSandbox({ count: 3, scripts: [silent, silent, silent] });
    const url = new URL(pool.testDatabase.url);
    const cable = await startLoopbackProxy({ host: url.hostname, port: Number(url.port) });
    cleanUp.push(() => cable.close());
    const client = openTestPool({
      host: '127.0.0.1',
      port: cable.port,
      user: url.username,
      password: url.password,
      database: pool.testDatabase.name,
    });
    const workspace = { ...pool.workspace, database: drizzle({ client }) };
    startHost({ deadlineMs: 60_000 }, { workspace, times: { leaseMs: 7_000, beatMs: 200 } });
    cleanUp.push(async () => {
      // The runner waits for what it has asked, so its cable is whole again before it stops.
      cable.heal();
    });
    const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
    await expect.poll(async () => (await sandbox.counts()).openSockets, { timeout: 15_000 }).toBe(3);
    cable.stall();
    await sandbox.untilOpenSockets(0);
    expect(await count('account_leases where expires_at > now()')).toBe(3);
    for (const { userId } of sandbox.accounts) await sandbox.setScript(userId, { kind: 'active' });
    startHost();
    expect(await ended(runId)).toMatchObject({ checked: 3, failed: 0 });
    expect(await count('account_checks')).toBe(3);
    expect((await sandbox.counts()).mostAtOnceOfAnyKey).toBe(1);
  });

  it('is cancelled: what waits is left as it was', async () => {
    await openSandbox({ count: 60, latency: { least: 40, most: 80 } });
    startHost({ concurrency: 2 });
    const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
    await checked(4);
    await cancelCheck(pool.workspace, runId);
    await sleep(1_000);
    const run = await getCheckRun(pool.cache, runId);
    expect(run.state).toBe('cancelled');
    expect(run.checked).toBeLessThan(20);
    expect(await count(`accounts where standing = 'unchecked'`)).toBe(60 - run.checked);
    await expect(cancelCheck(pool.workspace, runId)).rejects.toMatchObject({ code: 'CHECK_ALREADY_ENDED' });
  });

  describe('of accounts that the network keeps away', () => {
    const [unreachable, active] = [
      { outcome: 'unreachable', attempt: 1 },
      { outcome: 'active', attempt: 2 },
    ];
    const twice: Retries = { attempts: 2, pauseMs: 100 };
    /** Longer than any test takes, unless it calls `due`. */
    const later: Retries = { attempts: 2, pauseMs: 600_000 };
    const reset = { kind: 'reset', afterBytes: 0 } as const;

    it('tries again one that was cut off: reached the second time, it is active', async () => {
      await openSandbox({ count: 3, scripts: [reset] });
      startHost({}, { retries: later });
      const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
      await untilWaiting();
      await checked(2);
      expect(await getCheckRun(pool.cache, runId)).toMatchObject({
        state: 'running',
        checked: 2,
        toRetry: 1,
        failed: 0,
      });
      const [first] = sandbox.accounts;
      await sandbox.setScript(first?.userId ?? '', { kind: 'active' });
      await due();
      const run = await ended(runId);
      expect(run).toMatchObject({ state: 'completed', checked: 3, failed: 0, toRetry: 0 });
      expect(run.byOutcome).toMatchObject({ active: 3, unreachable: 0 });
      expect((await history()).slice(0, 2)).toEqual([unreachable, active]);
      expect(await count('account_checks')).toBe(4);
    });

    it('gives one up that is not reached twice, and leaves its standing', async () => {
      await openSandbox({ count: 1 });
      startHost({}, { retries: twice });
      await ended((await startCheck(pool.workspace, 'Ann', everyAccount)).runId);
      await sandbox.setScript(sandbox.accounts[0]?.userId ?? '', reset);
      const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
      expect(await ended(runId)).toMatchObject({ checked: 1, failed: 1, changed: 0, toRetry: 0 });
      expect(await count(`account_checks where run_id = '${runId}' and outcome = 'unreachable'`)).toBe(2);
      expect(await count(`accounts where standing = 'active' and health = 100`)).toBe(1);
    });

    it('is cancelled while one waits to be tried again: it is not tried again', async () => {
      await openSandbox({ count: 1, scripts: [reset] });
      startHost({}, { retries: later });
      const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
      await untilWaiting();
      await cancelCheck(pool.workspace, runId);
      await due();
      // Another run takes the account, which shows that hosts have looked for work since.
      await sandbox.setScript(sandbox.accounts[0]?.userId ?? '', { kind: 'active' });
      expect(await ended((await startCheck(pool.workspace, 'Ann', everyAccount)).runId)).toMatchObject({
        state: 'completed',
        checked: 1,
      });
      expect(await getCheckRun(pool.cache, runId)).toMatchObject({ state: 'cancelled', checked: 0 });
      expect(await count(`account_checks where run_id = '${runId}'`)).toBe(1);
    });

    it('is shared by two hosts: each attempt is made once, also when the lease of one has gone', async () => {
      await openSandbox({ count: 20, scripts: Array.from({ length: 20 }, () => reset) });
      const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
      // What a killed host began is no attempt.
      await pool.workspace.database.execute(sql`
        insert into account_leases (workspace_id, account_id, holder, holder_name, expires_at)
        select workspace_id, id, gen_random_uuid(), 'a killed host', now() + interval '2 seconds'
        from accounts order by id limit 5`);
      for (let host = 0; host < 2; host += 1) startHost({ concurrency: 4 }, { retries: twice });
      expect(await ended(runId)).toMatchObject({ checked: 20, failed: 20 });
      expect(await count('account_checks where attempt = 1')).toBe(20);
      expect(await count('account_checks where attempt = 2')).toBe(20);
      expect(await count('account_leases')).toBe(0);
      expect((await sandbox.counts()).mostAtOnceOfAnyKey).toBe(1);
    });
  });

  it('completes although accounts are removed while it runs', async () => {
    await openSandbox({ count: 20, latency: { least: 30, most: 60 } });
    startHost({ concurrency: 2 });
    const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
    await checked(2);
    await removeAccounts(pool.workspace, { removedBy: 'Ann', selection: everyAccount });
    expect((await ended(runId)).state).toBe('completed');
  });

  it('raises CHECK_SELECTION_EMPTY and leaves no run behind', async () => {
    const starting = startCheck(pool.workspace, 'Ann', everyAccount);
    await expect(starting).rejects.toMatchObject({ code: 'CHECK_SELECTION_EMPTY' });
    expect(await count('account_check_runs')).toBe(0);
  });
});
