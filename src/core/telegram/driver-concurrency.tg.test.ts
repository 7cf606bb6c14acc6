import { startSandbox, type Sandbox } from '#sandbox/start-sandbox.ts';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TelegramDriver } from './driver.ts';
import { openTelegramDriver } from './open-driver.ts';

describe('many checks at once', () => {
  let sandbox: Sandbox;
  let driver: TelegramDriver;

  beforeEach(async () => {
    sandbox = await startSandbox({ count: 200, latency: { least: 5, most: 30 } });
    driver = openTelegramDriver({ server: sandbox.server, logger: pino({ level: 'silent' }) });
  });
  afterEach(async () => {
    await driver.close();
    await sandbox.stop();
  });

  it('carries out 200 side by side, each on its own account', async () => {
    const results = await Promise.all(
      sandbox.accounts.map((account) => driver.checkAccount(account.session, { deadlineMs: 30_000 })),
    );
    expect(results.map((result) => result.self?.userId)).toEqual(
      sandbox.accounts.map((account) => account.userId),
    );
    await sandbox.untilOpenSockets(0);
    expect(await sandbox.counts()).toMatchObject({ totalSockets: 200 });
  });

  it('never connects one session twice at once', async () => {
    const accounts = sandbox.accounts.slice(0, 5);
    const results = await Promise.all(
      accounts.flatMap((account) =>
        Array.from({ length: 6 }, () => driver.checkAccount(account.session, { deadlineMs: 30_000 })),
      ),
    );
    expect(results.every((result) => result.outcome === 'active')).toBe(true);
    await sandbox.untilOpenSockets(0);
    const counts = await sandbox.counts();
    for (const { userId } of accounts) {
      expect(counts.accounts[userId]).toEqual({ total: 6, open: 0, mostAtOnce: 1 });
    }
  });

  it('says SESSION_BUSY when the turn does not come within the deadline', async () => {
    const [account, another] = sandbox.accounts;
    if (account === undefined || another === undefined) throw new Error('the sandbox has no account');
    // A deadline that starts while GramJS is still being loaded may pass before anything is sent.
    await driver.checkAccount(another.session, { deadlineMs: 60_000 });
    await sandbox.setScript(account.userId, { kind: 'silent' });
    const first = driver.checkAccount(account.session, { deadlineMs: 3_000 });
    const second = await driver.checkAccount(account.session, { deadlineMs: 100 });
    expect(second).toMatchObject({ outcome: 'unreachable', errorCode: 'SESSION_BUSY' });
    expect(await first).toMatchObject({ errorCode: 'TIMEOUT' });
    await sandbox.setScript(account.userId, { kind: 'active' });
    expect(await driver.checkAccount(account.session, { deadlineMs: 30_000 })).toMatchObject({
      outcome: 'active',
    });
    expect((await sandbox.counts()).accounts[account.userId]).toMatchObject({ total: 2, mostAtOnce: 1 });
  });
});
