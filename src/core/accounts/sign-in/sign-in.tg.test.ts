import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Standing } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import type { SignInId, SignInStep } from '#contract/sign-in.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { redactingLogger, silentLogger } from '../../logging/logger.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import { openTelegramDriver } from '../../telegram/open-driver.ts';
import { parseSessionString } from '../../telegram/session-string.ts';
import { sessionPurpose } from '../session-purpose.ts';
import { removeAccounts } from '../commands/remove-accounts.ts';
import { listUsage } from '../queries/list-usage.ts';
import { getAccount } from '../queries/get-account.ts';
import { createTestPool, type TestPool } from '../testing/test-pool.ts';
import { inventOperator, openTestSignIn, type SignInCaller } from '../testing/test-sign-in.ts';

const options = { deadlineMs: 20_000 };
const password = 'correct horse 🔑';

let pool: TestPool;
let sandbox: Sandbox;
let driver: TelegramDriver;
let console: ReturnType<typeof openTestSignIn>;
let operator: SignInCaller;

/** Each test has accounts of its own, in all data centres. */
const accountsPerTest = 6;
const mostTests = 40;
let firstAccount = -accountsPerTest;

beforeAll(async () => {
  sandbox = await startSandbox({ count: accountsPerTest * mostTests, dataCentres: [2, 4, 1] });
  driver = openTelegramDriver({ server: sandbox.server, logger: silentLogger() });
});
beforeEach(async () => {
  firstAccount += accountsPerTest;
  pool = await createTestPool();
  console = openTestSignIn(pool, sandbox, { driver });
  operator = console.as();
});
afterEach(async () => {
  await console.close();
  await sandbox.untilOpenSockets(0);
  expect((await sandbox.counts()).mostAtOnceOfAnyKey).toBeLessThanOrEqual(1);
  await pool.testDatabase.drop();
});
afterAll(async () => {
  await driver.close();
  await sandbox.stop();
});

function accountAt(index: number) {
  const account = sandbox.accounts[firstAccount + index];
  if (account === undefined) throw new Error('the sandbox has too few accounts');
  return account;
}

async function begin(phone: string, caller = operator): Promise<SignInId> {
  const { signInId, step } = await caller.startPhone({ phone });
  expect(step).toMatchObject({ kind: 'code-sent', delivery: 'app', length: 5 });
  return signInId;
}

/** All the way, for an account without a password. */
async function signIn(index: number, labels: string[] = []): Promise<SignInStep> {
  const { phone } = accountAt(index);
  const { signInId } = await operator.startPhone({ phone, labels });
  return operator.submitCode({ signInId, code: await sandbox.readLoginCode(phone) });
}

function accountOf(step: SignInStep) {
  if (step.kind !== 'signed-in') throw new Error(`not signed in: ${JSON.stringify(step)}`);
  return step.account;
}

const failure = (code: string, details: Record<string, unknown> = {}): unknown =>
  expect.objectContaining({ cause: expect.objectContaining({ code, details }) as unknown });

async function storedSession(id: AccountId): Promise<string> {
  const { rows } = await pool.workspace.database.execute<{ ciphertext: Buffer }>(
    sql`select ciphertext from account_sessions where account_id = ${id}`,
  );
  const sealed = rows[0]?.ciphertext;
  if (sealed === undefined) throw new Error('there is no session');
  return pool.vault.unseal(sealed, sessionPurpose(pool.workspace.id, id));
}

/** How many sessions Opsdeck itself has on Telegram: the sandbox's own for the account, and those signed in here. */
async function ownSessions(index: number): Promise<number> {
  const list = await console.driver.listAuthorizations(accountAt(index).session, options);
  if (list.kind !== 'done') throw new Error(`no list: ${JSON.stringify(list)}`);
  return list.value.filter(({ isOfficialApp }) => !isOfficialApp).length;
}

async function setStanding(id: AccountId, standing: Standing): Promise<void> {
  await pool.workspace.database.execute(sql`update accounts set standing = ${standing} where id = ${id}`);
}

describe('adding an account by phone', () => {
  it.each([0, 1, 2])('stores a session that works, in whichever data centre (%i)', async (index) => {
    const account = accountAt(index);
    const added = accountOf(await signIn(index, ['desk', 'desk']));
    expect(added).toMatchObject({ kind: 'added', phone: account.phone, username: account.username });
    expect(await getAccount(pool.cache, added.id)).toMatchObject({
      standing: 'active',
      health: 100,
      phone: account.phone,
      displayName: `${account.firstName} ${account.lastName}`.trim(),
      labels: ['desk'],
    });
    expect(console.events.version).toBe(1);
    const usage = await listUsage(pool.cache, { id: added.id, before: null, limit: 10 });
    expect(usage.rows).toMatchObject([{ kind: 'sign_in', actor: 'Ann', outcome: 'done' }]);
    const session = await storedSession(added.id);
    await sandbox.untilOpenSockets(0);
    expect(await console.driver.checkAccount(parseSessionString(session).session, options)).toMatchObject({
      outcome: 'active',
    });
    expect((await sandbox.counts()).mostAtOnceOfAnyKey).toBe(1);
  });

  it('takes the two-step password, raises LOGIN_PASSWORD_WRONG for another, raises LOGIN_OUT_OF_ORDER for a code', async () => {
    const account = accountAt(1);
    await sandbox.setPassword(account.userId, password, 'the usual');
    const signInId = await begin(account.phone);
    const code = await sandbox.readLoginCode(account.phone);
    expect(await operator.submitCode({ signInId, code })).toEqual({
      kind: 'password-needed',
      hint: 'the usual',
    });
    for (const wrong of ['Correct horse 🔑', 'x'.repeat(1024)]) {
      await expect(operator.submitPassword({ signInId, password: wrong })).rejects.toEqual(
        failure('LOGIN_PASSWORD_WRONG'),
      );
    }
    await expect(operator.submitCode({ signInId, code })).rejects.toEqual(failure('LOGIN_OUT_OF_ORDER'));
    accountOf(await operator.submitPassword({ signInId, password }));
  });

  it('raises LOGIN_CODE_WRONG three times, then raises LOGIN_CODE_EXPIRED, and a new code works', async () => {
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    for (const code of ['1', '123456', 'abcde']) {
      await expect(operator.submitCode({ signInId, code })).rejects.toEqual(failure('LOGIN_CODE_WRONG'));
    }
    await expect(operator.submitCode({ signInId, code: '12345' })).rejects.toEqual(
      failure('LOGIN_CODE_EXPIRED'),
    );
    expect(await operator.resendCode({ signInId })).toMatchObject({ kind: 'code-sent' });
    accountOf(await operator.submitCode({ signInId, code: await sandbox.readLoginCode(phone) }));
  });

  it('raises LOGIN_CODE_EXPIRED for a code that came too late', async () => {
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    const code = await sandbox.readLoginCode(phone);
    await sandbox.expireLoginCode(phone);
    await expect(operator.submitCode({ signInId, code })).rejects.toEqual(failure('LOGIN_CODE_EXPIRED'));
  });

  it('sends the code another way, until it raises LOGIN_CODE_NOT_RESENT', async () => {
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    expect(await operator.resendCode({ signInId })).toMatchObject({ delivery: 'sms', nextDelivery: 'call' });
    expect(await operator.resendCode({ signInId })).toMatchObject({ delivery: 'call', nextDelivery: null });
    await expect(operator.resendCode({ signInId })).rejects.toEqual(failure('LOGIN_CODE_NOT_RESENT'));
    accountOf(await operator.submitCode({ signInId, code: await sandbox.readLoginCode(phone) }));
  });

  it('raises PHONE_NUMBER_BANNED, PHONE_NUMBER_INVALID and LOGIN_TOO_MANY_ATTEMPTS as Telegram says', async () => {
    const { userId, phone } = accountAt(0);
    await sandbox.setScript(userId, { kind: 'banned' });
    await expect(operator.startPhone({ phone })).rejects.toEqual(failure('PHONE_NUMBER_BANNED'));
    await expect(operator.startPhone({ phone: '12' })).rejects.toEqual(failure('PHONE_NUMBER_INVALID'));
    const waiting = accountAt(1).phone;
    await sandbox.setPhoneScript(waiting, { kind: 'error', code: 420, message: 'FLOOD_WAIT_321' });
    await expect(operator.startPhone({ phone: waiting })).rejects.toEqual(
      failure('LOGIN_TOO_MANY_ATTEMPTS', { seconds: 321 }),
    );
  });

  it('raises PHONE_NUMBER_UNOCCUPIED and opens no account', async () => {
    const signInId = await begin('+99966299999');
    const code = await sandbox.readLoginCode('+99966299999');
    await expect(operator.submitCode({ signInId, code })).rejects.toEqual(failure('PHONE_NUMBER_UNOCCUPIED'));
  });

  it('answers a step that is repeated as it did the first time', async () => {
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    const code = await sandbox.readLoginCode(phone);
    const first = operator.submitCode({ signInId, code });
    const second = operator.submitCode({ signInId, code });
    expect(await second).toEqual(await first);
    expect(await operator.submitCode({ signInId, code })).toEqual(await first);
    expect(await ownSessions(0)).toBe(2);
  });
});

describe('an account that the pool has already', () => {
  it('raises ACCOUNT_ALREADY_ADDED, and the extra session is logged out on Telegram', async () => {
    const { id } = accountOf(await signIn(0));
    const before = await storedSession(id);
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    const code = await sandbox.readLoginCode(phone);
    await expect(operator.submitCode({ signInId, code })).rejects.toEqual(
      failure('ACCOUNT_ALREADY_ADDED', { id }),
    );
    await expect(operator.submitCode({ signInId, code })).rejects.toEqual(
      failure('ACCOUNT_ALREADY_ADDED', { id }),
    );
    expect(await storedSession(id)).toBe(before);
    expect(await ownSessions(0)).toBe(2);
    expect(await console.driver.checkAccount(parseSessionString(before).session, options)).toMatchObject({
      outcome: 'active',
    });
  });

  it.each(['revoked', 'unauthorised', 'duplicated'] as const)(
    'is renewed when it was %s: the new session takes the place of the old one',
    async (standing) => {
      const { id } = accountOf(await signIn(0, ['old']));
      const before = await storedSession(id);
      await setStanding(id, standing);
      expect(accountOf(await signIn(0, ['new']))).toMatchObject({ kind: 'renewed', id });
      expect(await storedSession(id)).not.toBe(before);
      expect(await getAccount(pool.cache, id)).toMatchObject({
        standing: 'active',
        labels: ['old', 'new'],
      });
      expect(await getAccount(pool.cache, id)).toMatchObject({ standingReason: null });
    },
  );

  it('is renewed only when nobody connects it any more', async () => {
    const { id } = accountOf(await signIn(0));
    await setStanding(id, 'revoked');
    await pool.workspace.database.execute(sql`
      insert into account_leases (workspace_id, account_id, holder, holder_name, expires_at)
      values (${pool.workspace.id}, ${id}, gen_random_uuid(), 'another', now() + interval '1 second')`);
    accountOf(await signIn(0));
    const { rows } = await pool.workspace.database.execute<{ is_over: boolean }>(
      sql`select bool_and(expires_at <= now()) as is_over from account_leases`,
    );
    expect(rows[0]?.is_over).not.toBe(false);
  });

  it('comes back as the account it was after it was removed', async () => {
    const { id } = accountOf(await signIn(0));
    await removeAccounts(pool.workspace, { removedBy: 'Ann', selection: { kind: 'ids', ids: [id] } });
    expect(accountOf(await signIn(0))).toMatchObject({ kind: 'renewed', id });
    expect(await getAccount(pool.cache, id)).toMatchObject({ standing: 'active' });
  });

  it('is added once when it is signed in by code and by QR at the same time', async () => {
    const { phone, userId } = accountAt(0);
    const signInId = await begin(phone);
    const code = await sandbox.readLoginCode(phone);
    const byQr = async (): Promise<unknown> => {
      const { signInId: qr } = await operator.startQr({});
      for await (const state of await operator.watchQr({ signInId: qr })) {
        if (state.kind !== 'waiting') return state;
        await sandbox.confirmLoginToken(state.url, userId);
      }
      return null;
    };
    const ended = await Promise.allSettled([operator.submitCode({ signInId, code }), byQr()]);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await ownSessions(0)).toBe(2);
  });
});

describe('a sign-in', () => {
  it('belongs to the operator who began it: for another it raises LOGIN_ENDED', async () => {
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    const code = await sandbox.readLoginCode(phone);
    const other = console.as(inventOperator('Bob'));
    await expect(other.submitCode({ signInId, code })).rejects.toEqual(failure('LOGIN_ENDED'));
    await other.cancel({ signInId });
    accountOf(await operator.submitCode({ signInId, code }));
  });

  it('is over when it is cancelled', async () => {
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    await operator.cancel({ signInId });
    await operator.cancel({ signInId });
    await expect(operator.submitCode({ signInId, code: '12345' })).rejects.toEqual(failure('LOGIN_ENDED'));
    await expect(sandbox.readLoginCode(phone)).rejects.toThrow('no code');
  });

  it('is replaced when its operator begins again with the same phone', async () => {
    const { phone } = accountAt(0);
    const first = await begin(phone);
    const second = await begin(phone);
    await expect(operator.submitCode({ signInId: first, code: '12345' })).rejects.toEqual(
      failure('LOGIN_ENDED'),
    );
    accountOf(await operator.submitCode({ signInId: second, code: await sandbox.readLoginCode(phone) }));
  });

  it('goes on after Telegram was away in the middle: it raises LOGIN_INTERRUPTED until then', async () => {
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    const code = await sandbox.readLoginCode(phone);
    await sandbox.restart({ downMs: 1_500 });
    for (;;) {
      const step = await operator.submitCode({ signInId, code }).catch((error: unknown) => {
        expect(error).toMatchObject({ cause: { code: 'LOGIN_INTERRUPTED' } });
        return null;
      });
      if (step === null) continue;
      accountOf(step);
      break;
    }
  });

  it('raises LOGIN_INTERRUPTED at every step when Telegram is gone for good', async () => {
    const away = await startSandbox({ count: 1 });
    const lonely = openTestSignIn(pool, away);
    const ann = lonely.as();
    const signInId = await begin(away.accounts[0]?.phone ?? '', ann);
    await away.stop();
    await expect(ann.submitCode({ signInId, code: '12345' })).rejects.toMatchObject({
      cause: { code: 'LOGIN_INTERRUPTED' },
    });
    await expect(ann.startPhone({ phone: '+9996620001' })).rejects.toMatchObject({
      cause: { code: 'LOGIN_INTERRUPTED' },
    });
    await lonely.close();
  });

  it('logs out again what the database does not take', async () => {
    const { phone } = accountAt(0);
    const signInId = await begin(phone);
    await pool.workspace.database.execute(
      sql`alter table account_sessions add constraint closed check (false) not valid`,
    );
    await expect(
      operator.submitCode({ signInId, code: await sandbox.readLoginCode(phone) }),
    ).rejects.toThrow();
    expect(await ownSessions(0)).toBe(1);
    await pool.workspace.database.execute(sql`alter table account_sessions drop constraint closed`);
    accountOf(await signIn(0));
  });
});

describe('the sign-ins of a console', () => {
  it('are limited: one too many raises LOGIN_TOO_MANY_AT_ONCE until another is over', async () => {
    const small = openTestSignIn(pool, sandbox, { mostAtOnce: 2, driver });
    const ann = small.as();
    const first = await begin(accountAt(0).phone, ann);
    await ann.startQr({});
    await expect(ann.startPhone({ phone: accountAt(1).phone })).rejects.toEqual(
      failure('LOGIN_TOO_MANY_AT_ONCE', { number: 2 }),
    );
    await expect(ann.startQr({})).rejects.toEqual(failure('LOGIN_TOO_MANY_AT_ONCE', { number: 2 }));
    await ann.cancel({ signInId: first });
    await begin(accountAt(1).phone, ann);
    await small.close();
    await sandbox.untilOpenSockets(0);
  });

  it('end with the console', async () => {
    const closing = openTestSignIn(pool, sandbox);
    const ann = closing.as();
    const signInId = await begin(accountAt(0).phone, ann);
    await ann.startQr({});
    await closing.close();
    await sandbox.untilOpenSockets(0);
    await expect(ann.submitCode({ signInId, code: '12345' })).rejects.toEqual(failure('LOGIN_ENDED'));
    await expect(ann.startPhone({ phone: accountAt(0).phone })).rejects.toEqual(failure('SHUTTING_DOWN'));
  });

  it('end by themselves when they are abandoned', async () => {
    const hasty = openTestSignIn(pool, sandbox, { driver, lifetimes: { phoneMs: 100 } });
    const ann = hasty.as();
    const signInId = await begin(accountAt(0).phone, ann);
    for (;;) {
      const said: unknown = await ann.submitCode({ signInId, code: '0' }).catch((error: unknown) => error);
      if (said instanceof Error && isLoginEnded(said.cause)) break;
    }
    await hasty.close();
  });

  it('write no phone, code, password, QR code or session to the log', async () => {
    const lines: string[] = [];
    const logger = redactingLogger('trace', { write: (line) => void lines.push(line) });
    const logging = openTestSignIn(pool, sandbox, { logger });
    const ann = logging.as();
    const { phone, userId } = accountAt(1);
    await sandbox.setPassword(userId, password);
    const signInId = await begin(phone, ann);
    const code = await sandbox.readLoginCode(phone);
    await ann.submitCode({ signInId, code: '99999999' }).catch(() => undefined);
    await ann.submitCode({ signInId, code });
    await ann.submitPassword({ signInId, password: `${password}!` }).catch(() => undefined);
    const { id } = accountOf(await ann.submitPassword({ signInId, password }));
    const secrets = [phone, phone.slice(1), code, '99999999', password, await storedSession(id), 'tg://'];
    await logging.close();
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
  });
});

function isLoginEnded(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'LOGIN_ENDED';
}
