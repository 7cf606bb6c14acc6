import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QrState, SignInId } from '#contract/sign-in.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { silentLogger } from '../../logging/logger.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import { openTelegramDriver } from '../../telegram/open-driver.ts';
import { getAccount } from '../queries/get-account.ts';
import { createTestPool, type TestPool } from '../testing/test-pool.ts';
import { inventOperator, openTestSignIn, type SignInCaller } from '../testing/test-sign-in.ts';

let pool: TestPool;
let sandbox: Sandbox;
let driver: TelegramDriver;
let console: ReturnType<typeof openTestSignIn>;
let operator: SignInCaller;

/** Each test has accounts of its own, in all data centres. */
const accountsPerTest = 4;
const mostTests = 40;
let firstAccount = -accountsPerTest;

beforeAll(async () => {
  sandbox = await startSandbox({
    count: accountsPerTest * mostTests,
    dataCentres: [2, 4],
    loginTokenSeconds: 2,
  });
  driver = openTelegramDriver({ server: sandbox.server, logger: silentLogger() });
});
beforeEach(async () => {
  firstAccount += accountsPerTest;
  pool = await createTestPool();
  console = openTestSignIn(pool, sandbox, { driver, lifetimes: { unwatchedMs: 200 } });
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

/** Reads the states, and acts on each. */
async function follow(
  signInId: SignInId,
  act: (state: QrState, seen: readonly QrState[]) => Promise<unknown> | undefined,
): Promise<QrState[]> {
  const states: QrState[] = [];
  for await (const state of await operator.watchQr({ signInId })) {
    states.push(state);
    await act(state, states);
  }
  return states;
}

async function confirm(state: QrState): Promise<void> {
  if (state.kind === 'waiting') await sandbox.confirmLoginToken(state.url, accountAt(0).userId);
}

describe('adding an account by QR code', () => {
  it.each([0, 1])('stores it when the code was scanned, in whichever data centre (%i)', async (index) => {
    const account = accountAt(index);
    const { signInId } = await operator.startQr({ labels: ['by QR'] });
    const states = await follow(signInId, (state) =>
      state.kind === 'waiting' ? sandbox.confirmLoginToken(state.url, account.userId) : undefined,
    );
    expect(states[0]).toMatchObject({ kind: 'waiting', url: expect.stringMatching(/^tg:\/\/login\?token=/) });
    const last = states.at(-1);
    expect(last).toMatchObject({ kind: 'signed-in', account: { kind: 'added', phone: account.phone } });
    if (last?.kind !== 'signed-in') return;
    expect(await getAccount(pool.cache, last.account.id)).toMatchObject({
      standing: 'active',
      labels: ['by QR'],
    });
  });

  it('shows a new code before the old one runs out', async () => {
    const { signInId } = await operator.startQr({});
    const states = await follow(signInId, (state, seen) =>
      state.kind === 'waiting' && seen.length === 3
        ? sandbox.confirmLoginToken(state.url, accountAt(0).userId)
        : undefined,
    );
    const codes = states.flatMap((state) => (state.kind === 'waiting' ? [state] : []));
    expect(new Set(codes.map(({ url }) => url)).size).toBe(codes.length);
    expect(Math.min(...codes.map(({ validMs }) => validMs))).toBeGreaterThan(0);
  });

  it('asks for the two-step password, and tells whoever watches when it was right', async () => {
    const account = accountAt(1);
    await sandbox.setPassword(account.userId, 'secret', 'a hint');
    const { signInId } = await operator.startQr({});
    const states = await follow(signInId, async (state) => {
      if (state.kind === 'waiting') await sandbox.confirmLoginToken(state.url, account.userId);
      if (state.kind !== 'password-needed') return;
      expect(state.hint).toBe('a hint');
      await expect(operator.submitPassword({ signInId, password: 'wrong' })).rejects.toMatchObject({
        cause: { code: 'LOGIN_PASSWORD_WRONG' },
      });
      expect(await operator.submitPassword({ signInId, password: 'secret' })).toMatchObject({
        kind: 'signed-in',
      });
    });
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in' });
  });

  it('raises ACCOUNT_ALREADY_ADDED in the stream for an account that the pool has', async () => {
    await follow((await operator.startQr({})).signInId, confirm);
    await expect(follow((await operator.startQr({})).signInId, confirm)).rejects.toMatchObject({
      code: 'ACCOUNT_ALREADY_ADDED',
    });
  });
});

describe('a QR code that nobody scans', () => {
  it('ends soon after the page has left, and lets a page come back before that', async () => {
    const { signInId } = await operator.startQr({});
    for await (const state of await operator.watchQr({ signInId })) {
      expect(state.kind).toBe('waiting');
      break;
    }
    for await (const state of await operator.watchQr({ signInId })) {
      expect(state.kind).toBe('waiting');
      break;
    }
    await sandbox.untilOpenSockets(0);
    await expect(follow(signInId, () => undefined)).rejects.toMatchObject({ code: 'LOGIN_ENDED' });
  });

  it('ends when nobody ever watches it', async () => {
    const ann = inventOperator();
    const { signInId } = await console.as(ann).startQr({});
    while (console.flows.get(signInId, ann.operatorId).isOpen) await sleep(10);
    await sandbox.untilOpenSockets(0);
  });

  it('ends with LOGIN_ENDED when its time is over', async () => {
    const hasty = openTestSignIn(pool, sandbox, { driver, lifetimes: { qrMs: 1_000 } });
    operator = hasty.as();
    const { signInId } = await operator.startQr({});
    await expect(follow(signInId, () => undefined)).rejects.toMatchObject({ code: 'LOGIN_ENDED' });
    await hasty.close();
  });

  it('ends for whoever watches when it is cancelled', async () => {
    const { signInId } = await operator.startQr({});
    await expect(follow(signInId, () => operator.cancel({ signInId }))).rejects.toMatchObject({
      code: 'LOGIN_ENDED',
    });
  });

  it('leaves no watcher behind that has gone', async () => {
    const gone = new AbortController();
    const page = console.as(inventOperator(), gone.signal);
    const { signInId } = await page.startQr({});
    const states: QrState[] = [];
    for await (const state of await page.watchQr({ signInId })) {
      states.push(state);
      gone.abort();
    }
    expect(states).toHaveLength(1);
    await sandbox.untilOpenSockets(0);
  });
});
