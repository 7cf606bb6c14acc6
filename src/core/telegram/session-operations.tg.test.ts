import { describe, expect, it } from 'vitest';
import type { OperationResult } from './operation-result.ts';
import { driverOnSandbox, patient } from './testing/driver-on-sandbox.ts';

const joinedChannels = [0, 250, 99];
const options = patient;
const world = driverOnSandbox({
  accountsPerTest: 3,
  mostTests: 20,
  joinedChannels: Array.from({ length: 20 }, () => joinedChannels).flat(),
});

function valueOf<Value>(result: OperationResult<Value>): Value {
  if (result.kind !== 'done') throw new Error(`not done: ${JSON.stringify(result)}`);
  return result.value;
}

describe('active sessions', () => {
  it('are listed, the one that asks by no number', async () => {
    await world.anotherSession(2);
    const list = valueOf(await world.driver.listAuthorizations(world.accountAt(2).session, options));
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
    const other = await world.anotherSession(0);
    const { session } = world.accountAt(0);
    const list = valueOf(await world.driver.listAuthorizations(session, options));
    const hash = list.find(({ isCurrent }) => !isCurrent)?.hash ?? '';
    expect(await world.driver.terminateAuthorization(session, hash, options)).toMatchObject({ kind: 'done' });
    expect(await world.driver.checkAccount(other, options)).toMatchObject({
      outcome: 'revoked',
      errorCode: 'SESSION_REVOKED',
    });
    expect(await world.driver.terminateAuthorization(session, hash, options)).toMatchObject({
      kind: 'refused',
      reason: 'HASH_INVALID',
    });
    for (const nonsense of ['no number', '', '99999999999999999999', '9223372036854775808', '1.5', '0x1']) {
      expect(await world.driver.terminateAuthorization(session, nonsense, options)).toMatchObject({
        kind: 'refused',
        reason: 'HASH_INVALID',
      });
    }
  });

  it('can be ended all but one, unless Telegram forbids it', async () => {
    const other = await world.anotherSession(2);
    const { session, userId } = world.accountAt(2);
    await world.sandbox.setMethodScript(userId, 'auth.ResetAuthorizations', {
      kind: 'error',
      code: 406,
      message: 'FRESH_RESET_AUTHORISATION_FORBIDDEN',
      times: 1,
    });
    expect(await world.driver.terminateOtherAuthorizations(session, options)).toMatchObject({
      kind: 'refused',
      reason: 'FRESH_RESET_AUTHORISATION_FORBIDDEN',
    });
    valueOf(await world.driver.terminateOtherAuthorizations(session, options));
    expect(valueOf(await world.driver.listAuthorizations(session, options))).toHaveLength(1);
    expect(await world.driver.checkAccount(other, options)).toMatchObject({ outcome: 'revoked' });
  });

  it('end by logging out', async () => {
    const { session } = world.accountAt(0);
    valueOf(await world.driver.logOut(session, options));
    expect(await world.driver.checkAccount(session, options)).toMatchObject({ outcome: 'unauthorised' });
    expect(await world.driver.logOut(session, options)).toMatchObject({
      kind: 'failed',
      outcome: 'unauthorised',
      errorCode: 'AUTH_KEY_UNREGISTERED',
    });
  });
});

describe('counting channels', () => {
  it('leaves out chats, groups and channels that were left, over any number of pages', async () => {
    for (const [index, joined] of joinedChannels.entries()) {
      expect(valueOf(await world.driver.countJoinedChannels(world.accountAt(index).session, options))).toBe(
        joined,
      );
    }
    await world.sandbox.setJoinedChannels(world.accountAt(0).userId, 500);
    expect(valueOf(await world.driver.countJoinedChannels(world.accountAt(0).session, options))).toBe(500);
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
    const { session, userId } = world.accountAt(1);
    await world.sandbox.setScript(userId, script);
    for (const result of [
      await world.driver.listAuthorizations(session, options),
      await world.driver.terminateOtherAuthorizations(session, options),
      await world.driver.countJoinedChannels(session, options),
      await world.driver.logOut(session, options),
    ]) {
      expect(result).toMatchObject({ kind: 'failed', ...expected });
    }
  });

  it('take turns on a session, and say so when theirs does not come', async () => {
    const { session, userId } = world.accountAt(1);
    await world.driver.checkAccount(session, options);
    await world.sandbox.setMethodScript(userId, 'messages.GetDialogs', { kind: 'silent', times: 1 });
    const first = world.driver.countJoinedChannels(session, { deadlineMs: 1_500 });
    expect(await world.driver.logOut(session, { deadlineMs: 100 })).toMatchObject({
      errorCode: 'SESSION_BUSY',
    });
    expect(await first).toMatchObject({ kind: 'failed', outcome: 'unreachable', errorCode: 'TIMEOUT' });
    expect(await world.driver.checkAccount(session, options)).toMatchObject({ outcome: 'active' });
  });
});
