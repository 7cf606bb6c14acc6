import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationOptions, SessionString, TelegramDriver } from './driver.ts';
import type { Hold } from './hold.ts';
import { openTelegramDriver } from './open-driver.ts';

const logger = pino({ level: 'silent' });
const deadlineMs = 60_000;
let sandbox: Sandbox;
let driver: TelegramDriver;
let session: SessionString;

beforeAll(async () => {
  sandbox = await startSandbox({ count: 1, scripts: [{ kind: 'silent' }] });
  driver = openTelegramDriver({ server: sandbox.server, logger });
  const [account] = sandbox.accounts;
  if (account === undefined) throw new Error('the sandbox has no account');
  ({ session } = account);
  // Once, so that everything is loaded before times count.
  await driver.checkAccount(session, { deadlineMs: 2_000 });
});
afterAll(async () => {
  await driver.close();
  await sandbox.stop();
});

/** A hold that ends so many milliseconds from now, and can be changed. */
function holdFor(ms: number) {
  const listeners = new Set<() => void>();
  let until = performance.now() + ms;
  const hold: Hold = {
    get until() {
      return until;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    hold,
    listeners,
    change: (to: number) => {
      until = to;
      for (const listener of listeners) listener();
    },
  };
}

describe('an operation that is held', () => {
  it.each<[string, (options: OperationOptions) => Promise<unknown>]>([
    ['check', (options) => driver.checkAccount(session, options)],
    ['list of sessions', (options) => driver.listAuthorizations(session, options)],
    ['end of a session', (options) => driver.terminateAuthorization(session, '1', options)],
    ['end of the others', (options) => driver.terminateOtherAuthorizations(session, options)],
    ['log-out', (options) => driver.logOut(session, options)],
    ['count of channels', (options) => driver.countJoinedChannels(session, options)],
  ])('is cut when that is over, its socket closed: a %s', async (_kind, begin) => {
    const { hold, listeners } = holdFor(150);
    expect(await begin({ deadlineMs, hold })).toMatchObject({ errorCode: 'LEASE_LOST' });
    await sandbox.untilOpenSockets(0);
    expect(listeners.size).toBe(0);
  });

  it('goes on as long as it is prolonged, to its deadline', async () => {
    const { hold, change } = holdFor(400);
    const check = driver.checkAccount(session, { deadlineMs: 1_500, hold });
    change(performance.now() + deadlineMs);
    expect(await check).toMatchObject({ errorCode: 'TIMEOUT' });
  });

  it('is cut at once when its hold is taken away', async () => {
    const { hold, change } = holdFor(deadlineMs);
    const check = driver.checkAccount(session, { deadlineMs, hold });
    await expect.poll(async () => (await sandbox.counts()).openSockets).toBe(1);
    change(Number.NEGATIVE_INFINITY);
    expect(await check).toMatchObject({ errorCode: 'LEASE_LOST' });
    await sandbox.untilOpenSockets(0);
  });

  it('is not begun when it is over before', async () => {
    const before = (await sandbox.counts()).totalSockets;
    const { hold } = holdFor(0);
    expect(await driver.checkAccount(session, { deadlineMs, hold })).toMatchObject({
      errorCode: 'LEASE_LOST',
    });
    expect((await sandbox.counts()).totalSockets).toBe(before);
  });

  it('is cut although this thread is busy: the thread with the socket counts by itself', async () => {
    const { hold, change } = holdFor(deadlineMs);
    const check = driver.checkAccount(session, { deadlineMs, hold });
    await expect.poll(async () => (await sandbox.counts()).openSockets).toBe(1);
    change(performance.now() + 200);
    // A busy loop, as a long computation or a garbage collection would be one.
    const busyUntil = performance.now() + 1_500;
    while (performance.now() < busyUntil);
    await sleep(0);
    expect((await sandbox.counts()).openSockets).toBe(0);
    expect(await check).toMatchObject({ errorCode: 'LEASE_LOST' });
  });

  it('takes a stuck thread with it', async () => {
    const stuck = openTelegramDriver({
      server: sandbox.server,
      logger,
      workerEntry: new URL('testing/stuck-worker.ts', import.meta.url),
    });
    const { hold, listeners, change } = holdFor(deadlineMs);
    const check = stuck.checkAccount(session, { deadlineMs, hold });
    await expect.poll(() => listeners.size, { timeout: 20_000 }).toBe(1);
    change(performance.now() + 100);
    expect(await check).toMatchObject({ errorCode: 'WORKER_STALLED' });
    await stuck.close();
  });
});
