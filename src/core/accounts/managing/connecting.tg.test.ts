import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountId, accountIdSchema } from '#contract/ids.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { silentLogger } from '../../logging/logger.ts';
import type { SessionString, TelegramDriver } from '../../telegram/driver.ts';
import { openTelegramDriver } from '../../telegram/open-driver.ts';
import { createAccountEvents } from '../account-events.ts';
import { startCheckRunner } from '../checking/check-runner.ts';
import { removeAccounts, restoreAccounts } from '../commands/remove-accounts.ts';
import { startCheck } from '../commands/start-check.ts';
import { acquireLease } from '../leases/acquire-lease.ts';
import { getAccount } from '../queries/get-account.ts';
import { createTestPool, everyAccount, inventHolder, type TestPool } from '../testing/test-pool.ts';
import type { ConnectionDependencies } from './account-connection.ts';
import { countChannels } from './count-channels.ts';
import { listUsage } from '../queries/list-usage.ts';
import { startLogOutRunner } from './log-outs/log-out-runner.ts';
import { endOtherSessions, endSession, listSessions } from './telegram-sessions.ts';

/** A deadline that a busy machine keeps: nothing here waits for it. */
const settings = { paceMs: 0, concurrency: 8, deadlineMs: 20_000 };

let pool: TestPool;
let sandbox: Sandbox;
let driver: TelegramDriver;
let ids: AccountId[];
let cleanUp: (() => Promise<void>)[];

beforeEach(async () => {
  cleanUp = [];
  ids = [];
  pool = await createTestPool();
  sandbox = await startSandbox({ count: 4, joinedChannels: [120] });
  driver = openTelegramDriver({ server: sandbox.server, logger: silentLogger() });
  for (const account of sandbox.accounts) ids.push(await pool.add(account.session));
});
afterEach(async () => {
  for (const close of cleanUp.toReversed()) await close();
  await sandbox.untilOpenSockets(0);
  expect((await sandbox.counts()).mostAtOnceOfAnyKey).toBeLessThanOrEqual(1);
  await driver.close();
  await sandbox.stop();
  await pool.testDatabase.drop();
});

const account = (index: number) => {
  const [id, known] = [ids[index], sandbox.accounts[index]];
  if (id === undefined || known === undefined) throw new Error('the sandbox has too few accounts');
  return { ...known, id };
};

function dependencies(name = 'desk-1'): ConnectionDependencies {
  return {
    workspace: pool.workspace,
    holder: inventHolder(name),
    vault: pool.vault,
    driver,
    readPoolSettings: () => Promise.resolve(settings),
  };
}

async function usageOf(id: AccountId) {
  return (await listUsage(pool.cache, { id, before: null, limit: 50 })).rows;
}

async function leases(): Promise<number> {
  const { rows } = await pool.workspace.database.execute(sql`select from account_leases`);
  return rows.length;
}

/** Signs in once more, so that the account has a session that the tests may end. */
async function anotherSession(index: number): Promise<SessionString> {
  const { phone } = account(index);
  const started = await driver.startPhoneSignIn(phone, { deadlineMs: 10_000 });
  if (started.kind !== 'code-sent') throw new Error('no code was sent');
  const step = await started.signIn.submitCode(await sandbox.readLoginCode(phone), { deadlineMs: 10_000 });
  if (step.kind !== 'signed-in') throw new Error('not signed in');
  return step.session;
}

describe('sessions on Telegram', () => {
  it('are listed, ours first, and ended one by one or all at once; each is one row of the usage log', async () => {
    const { id } = account(0);
    const other = await anotherSession(0);
    const { sessions } = await listSessions(dependencies(), 'Ann', id);
    expect(sessions.length).toBeGreaterThan(1);
    expect(sessions.map((session) => session.hash === null)).toEqual([
      true,
      ...sessions.slice(1).map(() => false),
    ]);
    const hash = sessions.find((session) => session.hash !== null)?.hash ?? '';
    await endSession(dependencies(), 'Ann', id, hash);
    expect((await listSessions(dependencies(), 'Bo', id)).sessions).toHaveLength(sessions.length - 1);
    await endOtherSessions(dependencies(), 'Bo', id);
    expect((await listSessions(dependencies(), 'Bo', id)).sessions).toHaveLength(1);
    expect(await driver.checkAccount(other, settings)).toMatchObject({ outcome: 'revoked' });
    const usage = await usageOf(id);
    expect(usage.map((row) => [row.kind, row.actor, row.outcome])).toEqual([
      ['list_sessions', 'Bo', 'done'],
      ['end_other_sessions', 'Bo', 'done'],
      ['list_sessions', 'Bo', 'done'],
      ['end_session', 'Ann', 'done'],
      ['list_sessions', 'Ann', 'done'],
    ]);
    expect((await getAccount(pool.cache, id)).lastUsedAt).not.toBeNull();
    expect(await leases()).toBe(0);
  });

  it('raises TELEGRAM_REFUSED, in words, for one that is gone and while ours is too new', async () => {
    const { id, userId } = account(0);
    await expect(endSession(dependencies(), 'Ann', id, '12345')).rejects.toMatchObject({
      code: 'TELEGRAM_REFUSED',
      details: { reason: expect.stringContaining('HASH_INVALID') },
    });
    await sandbox.setMethodScript(userId, 'auth.ResetAuthorizations', {
      kind: 'error',
      code: 406,
      message: 'FRESH_RESET_AUTHORISATION_FORBIDDEN',
      times: 1,
    });
    await expect(endOtherSessions(dependencies(), 'Ann', id)).rejects.toMatchObject({
      code: 'TELEGRAM_REFUSED',
      details: { reason: expect.stringContaining('24 hours') },
    });
    expect(await usageOf(id)).toMatchObject([
      { outcome: 'refused', errorCode: 'FRESH_RESET_AUTHORISATION_FORBIDDEN' },
      { outcome: 'refused', errorCode: 'HASH_INVALID' },
    ]);
  });
});

describe('counting channels', () => {
  it('stores the number beside the limit', async () => {
    const { id } = account(0);
    expect(await countChannels(dependencies(), 'Ann', id)).toEqual({ joinedChannels: 120 });
    expect(await getAccount(pool.cache, id)).toMatchObject({ joinedChannels: 120 });
  });
});

describe('an account that cannot be connected', () => {
  it('raises ACCOUNT_IN_USE with who holds it, and is not touched', async () => {
    const { id } = account(0);
    await acquireLease(pool.workspace, inventHolder('desk-2'), id, 60_000);
    await expect(listSessions(dependencies(), 'Ann', id)).rejects.toMatchObject({
      code: 'ACCOUNT_IN_USE',
      details: { holder: 'desk-2' },
    });
    expect((await sandbox.counts()).totalSockets).toBe(0);
    expect(await usageOf(id)).toEqual([]);
    expect(await leases()).toBe(1);
  });

  it('raises ACCOUNT_NOT_SIGNED_IN, and what Telegram said becomes its standing', async () => {
    const { id, userId } = account(0);
    await sandbox.setScript(userId, { kind: 'revoked' });
    await expect(countChannels(dependencies(), 'Ann', id)).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_SIGNED_IN',
      details: { id, reason: 'SESSION_REVOKED' },
    });
    expect(await getAccount(pool.cache, id)).toMatchObject({
      standing: 'revoked',
      standingReason: 'SESSION_REVOKED',
      health: 0,
    });
    await pool.workspace.database.execute(sql`delete from account_sessions`);
    await expect(countChannels(dependencies(), 'Ann', id)).rejects.toMatchObject({
      details: { reason: 'NO_SESSION' },
    });
    expect(await leases()).toBe(0);
  });

  it('raises ACCOUNT_MUST_WAIT, and is then left alone until the flood wait is over', async () => {
    const { id, userId } = account(0);
    await sandbox.setScript(userId, { kind: 'flood-wait', seconds: 300 });
    await expect(listSessions(dependencies(), 'Ann', id)).rejects.toMatchObject({
      code: 'ACCOUNT_MUST_WAIT',
      details: { seconds: 300 },
    });
    const { totalSockets } = await sandbox.counts();
    await expect(listSessions(dependencies(), 'Ann', id)).rejects.toMatchObject({
      code: 'ACCOUNT_MUST_WAIT',
    });
    expect((await sandbox.counts()).totalSockets).toBe(totalSockets);
    expect(await usageOf(id)).toHaveLength(1);
  });

  it('raises TELEGRAM_UNREACHABLE when the network is at fault, and its standing stays', async () => {
    const { id, userId } = account(0);
    await sandbox.setScript(userId, { kind: 'internal-error' });
    await expect(listSessions(dependencies(), 'Ann', id)).rejects.toMatchObject({
      code: 'TELEGRAM_UNREACHABLE',
    });
    expect(await getAccount(pool.cache, id)).toMatchObject({
      standing: 'unchecked',
      standingReason: null,
    });
  });

  it('raises NOT_FOUND when it is not in the pool', async () => {
    const id = accountIdSchema.parse(4_711);
    await expect(listSessions(dependencies(), 'Ann', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await removeAccounts(pool.workspace, { removedBy: 'Ann', selection: everyAccount });
    await expect(listSessions(dependencies(), 'Ann', account(0).id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await leases()).toBe(0);
  });

  it('is never connected twice: operations of several consoles and a check of all, at the same time', async () => {
    const runner = startCheckRunner({
      ...dependencies('desk-0'),
      events: createAccountEvents(),
      logger: silentLogger(),
    });
    cleanUp.push(() => runner.stop());
    for (const { userId } of sandbox.accounts) await sandbox.setLatency(userId, { least: 20, most: 60 });
    await startCheck(pool.workspace, 'Ann', everyAccount);
    const consoles = ['desk-1', 'desk-2', 'desk-3'].map(dependencies);
    const attempts = await Promise.allSettled(
      consoles.flatMap((console) => ids.map((id) => countChannels(console, 'Ann', id))),
    );
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'ACCOUNT_IN_USE' });
    }
    await expect.poll(leases, { timeout: 20_000 }).toBe(0);
  });
});

/** The undo of every removal is over. */
async function due(): Promise<void> {
  await pool.workspace.database.execute(
    sql`update account_log_outs set next_attempt_at = now() - interval '1 second'`,
  );
}

/** A host that carries out log-outs. */
function startHost(name: string): void {
  const runner = startLogOutRunner({ ...dependencies(name), logger: silentLogger() }, { pollMs: 50 });
  cleanUp.push(() => runner.stop());
}

async function logOuts() {
  const { rows } = await pool.workspace.database.execute<{
    state: string;
    outcome: string;
    attempts: number;
  }>(sql`select state, outcome, attempts from account_log_outs order by account_id`);
  return rows;
}

const removeWithLogOut = (...removed: AccountId[]) =>
  removeAccounts(pool.workspace, {
    removedBy: 'Ann',
    selection: { kind: 'ids', ids: removed },
    logOut: true,
  });

describe('removing with a log-out', () => {
  it('touches nothing before the undo is over; then any of the hosts does it, once, and the session is gone', async () => {
    startHost('desk-1');
    startHost('desk-2');
    const [kept, gone] = [account(0), account(1)];
    const first = await removeWithLogOut(kept.id);
    await removeWithLogOut(gone.id);
    expect(await restoreAccounts(pool.workspace, 'Ann', first.removalId)).toEqual({ restored: 1 });
    await due();
    await expect
      .poll(logOuts, { timeout: 40_000 })
      .toEqual([{ state: 'ended', outcome: 'done', attempts: 1 }]);
    expect(await driver.checkAccount(gone.session, settings)).toMatchObject({ outcome: 'unauthorised' });
    expect(await driver.checkAccount(kept.session, settings)).toMatchObject({ outcome: 'active' });
    const { rows } = await pool.workspace.database.execute(
      sql`select kind, actor, outcome from account_usage where account_id = ${gone.id}`,
    );
    expect(rows).toEqual([{ kind: 'log_out', actor: 'Ann', outcome: 'done' }]);
    const sessions = await pool.workspace.database.execute(
      sql`select from account_sessions where account_id = ${gone.id}`,
    );
    expect(sessions.rows).toHaveLength(0);
  });

  it('is tried again after a fault, and settled when the session is worth nothing anyway', async () => {
    const [faulty, revoked] = [account(0), account(1)];
    await sandbox.setScript(faulty.userId, { kind: 'internal-error' });
    await sandbox.setScript(revoked.userId, { kind: 'revoked' });
    await removeWithLogOut(faulty.id, revoked.id);
    await due();
    startHost('desk-1');
    await expect.poll(logOuts, { timeout: 40_000 }).toEqual([
      { state: 'waiting', outcome: 'unreachable', attempts: 1 },
      { state: 'ended', outcome: 'revoked', attempts: 1 },
    ]);
    await sandbox.setScript(faulty.userId, { kind: 'active' });
    await due();
    await expect
      .poll(logOuts, { timeout: 40_000 })
      .toContainEqual({ state: 'ended', outcome: 'done', attempts: 2 });
  });

  it('waits while somebody holds the account', async () => {
    const { id, session } = account(0);
    await acquireLease(pool.workspace, inventHolder('desk-9'), id, 60_000);
    await removeWithLogOut(id);
    await due();
    const other = account(1);
    await removeWithLogOut(other.id);
    await due();
    startHost('desk-1');
    await expect
      .poll(logOuts, { timeout: 40_000 })
      .toContainEqual({ state: 'ended', outcome: 'done', attempts: 1 });
    expect(await driver.checkAccount(session, settings)).toMatchObject({ outcome: 'active' });
  });
});
