import { startSandbox, type Sandbox } from '#sandbox/start-sandbox.ts';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionString, TelegramDriver } from './driver.ts';
import { openTelegramDriver } from './open-driver.ts';
import type { OperationResult } from './operation-result.ts';

const options = { deadlineMs: 20_000 };
const accountsPerTest = 3;
const mostTests = 20;
const joinedChannels = [0, 250, 99];
let sandbox: Sandbox;
let driver: TelegramDriver;
/** Each test has accounts of its own: what one does to them is not seen by the next. */
let firstAccount = -accountsPerTest;

beforeAll(async () => {
  sandbox = await startSandbox({
    count: accountsPerTest * mostTests,
    joinedChannels: Array.from({ length: mostTests }, () => joinedChannels).flat(),
  });
  driver = openTelegramDriver({ server: sandbox.server, logger: pino({ level: 'silent' }) });
});
beforeEach(() => {
  firstAccount += accountsPerTest;
});
afterEach(async () => {
  await sandbox.untilOpenSockets(0);
  expect((await sandbox.counts()).mostAtOnceOfAnyKey).toBeLessThanOrEqual(1);
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

function valueOf<Value>(result: OperationResult<Value>): Value {
  if (result.kind !== 'done') throw new Error(`not done: ${JSON.stringify(result)}`);
  return result.value;
}

/** Signs in once more, so that the account has a session that the tests may end. */
async function anotherSession(index: number): Promise<SessionString> {
  const { phone } = accountAt(index);
  const started = await driver.startPhoneSignIn(phone, options);
  if (started.kind !== 'code-sent') throw new Error('no code was sent');
  const step = await started.signIn.submitCode(await sandbox.readLoginCode(phone), options);
  if (step.kind !== 'signed-in') throw new Error('not signed in');
  return step.session;
}

describe('active sessions', () => {
  it('are listed, the one that asks by no number', async () => {
    await anotherSession(2);
    const list = valueOf(await driver.listAuthorizations(accountAt(2).session, options));
    expect(list).toHaveLength(4);
    expect(list.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    for (const { isCurrent, hash, ip, createdAt, activeAt } of list) {
      expect(hash === null).toBe(isCurrent);
      expect(ip).not.toBe('');
      expect(activeAt.getTime()).toBeGreaterThanOrEqual(createdAt.getTime());
    }
    expect(list.map(({ deviceModel }) => deviceModel)).toEqual(
      expect.arrayContaining(['Pixel 9', 'iPhone 16', 'Opsdeck']),
    );
  });

  it('can be ended one by one; their clients are told so', async () => {
    const other = await anotherSession(0);
    const { session } = accountAt(0);
    const list = valueOf(await driver.listAuthorizations(session, options));
    const hash = list.find(({ isCurrent }) => !isCurrent)?.hash ?? '';
    expect(await driver.terminateAuthorization(session, hash, options)).toMatchObject({ kind: 'done' });
    expect(await driver.checkAccount(other, options)).toMatchObject({
      outcome: 'revoked',
      errorCode: 'SESSION_REVOKED',
    });
    expect(await driver.terminateAuthorization(session, hash, options)).toMatchObject({
      kind: 'refused',
      reason: 'HASH_INVALID',
    });
    for (const nonsense of ['no number', '', '99999999999999999999', '9223372036854775808', '1.5', '0x1']) {
      expect(await driver.terminateAuthorization(session, nonsense, options)).toMatchObject({
        kind: 'refused',
        reason: 'HASH_INVALID',
      });
    }
  });

  it('can be ended all but one, unless Telegram forbids it', async () => {
    const other = await anotherSession(2);
    const { session, userId } = accountAt(2);
    await sandbox.setMethodScript(userId, 'auth.ResetAuthorizations', {
      kind: 'error',
      code: 406,
      message: 'FRESH_RESET_AUTHORISATION_FORBIDDEN',
      times: 1,
    });
    expect(await driver.terminateOtherAuthorizations(session, options)).toMatchObject({
      kind: 'refused',
      reason: 'FRESH_RESET_AUTHORISATION_FORBIDDEN',
    });
    valueOf(await driver.terminateOtherAuthorizations(session, options));
    expect(valueOf(await driver.listAuthorizations(session, options))).toHaveLength(1);
    expect(await driver.checkAccount(other, options)).toMatchObject({ outcome: 'revoked' });
  });

  it('end by logging out', async () => {
    const { session } = accountAt(0);
    valueOf(await driver.logOut(session, options));
    expect(await driver.checkAccount(session, options)).toMatchObject({ outcome: 'unauthorised' });
    expect(await driver.logOut(session, options)).toMatchObject({
      kind: 'failed',
      outcome: 'unauthorised',
      errorCode: 'AUTH_KEY_UNREGISTERED',
    });
  });
});

describe('counting channels', () => {
  it('leaves out chats, groups and channels that were left, over any number of pages', async () => {
    for (const [index, joined] of joinedChannels.entries()) {
      expect(valueOf(await driver.countJoinedChannels(accountAt(index).session, options))).toBe(joined);
    }
    await sandbox.setJoinedChannels(accountAt(0).userId, 500);
    expect(valueOf(await driver.countJoinedChannels(accountAt(0).session, options))).toBe(500);
  });
});

describe('operations that fail', () => {
  it.each([
    [{ kind: 'banned' }, { outcome: 'banned', errorCode: 'USER_DEACTIVATED_BAN', floodWaitSeconds: null }],
    [
      { kind: 'flood-wait', seconds: 77 },
      { outcome: 'flood_wait', errorCode: 'FLOOD_WAIT_77', floodWaitSeconds: 77 },
    ],
    [{ kind: 'peer-flood' }, { outcome: 'limited', errorCode: 'PEER_FLOOD', floodWaitSeconds: null }],
    [{ kind: 'internal-error' }, { outcome: 'unreachable', errorCode: 'INTERNAL', floodWaitSeconds: null }],
    [
      { kind: 'forgotten' },
      { outcome: 'unauthorised', errorCode: 'AUTH_KEY_NOT_FOUND', floodWaitSeconds: null },
    ],
  ] as const)('say of the account what a check would: %j', async (script, expected) => {
    const { session, userId } = accountAt(1);
    await sandbox.setScript(userId, script);
    for (const result of [
      await driver.listAuthorizations(session, options),
      await driver.terminateOtherAuthorizations(session, options),
      await driver.countJoinedChannels(session, options),
      await driver.logOut(session, options),
    ]) {
      expect(result).toMatchObject({ kind: 'failed', ...expected });
    }
  });

  it('take turns on a session, and say so when theirs does not come', async () => {
    const { session, userId } = accountAt(1);
    await driver.checkAccount(session, options);
    await sandbox.setMethodScript(userId, 'messages.GetDialogs', { kind: 'silent', times: 1 });
    const first = driver.countJoinedChannels(session, { deadlineMs: 1_500 });
    expect(await driver.logOut(session, { deadlineMs: 100 })).toMatchObject({ errorCode: 'SESSION_BUSY' });
    expect(await first).toMatchObject({ kind: 'failed', outcome: 'unreachable', errorCode: 'TIMEOUT' });
    expect(await driver.checkAccount(session, options)).toMatchObject({ outcome: 'active' });
  });
});
