import { startSandbox, type Sandbox } from '#sandbox/start-sandbox.ts';
import type { AccountScript } from '#sandbox/accounts/script.ts';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TelegramDriver } from './driver.ts';
import { openTelegramDriver } from './open-driver.ts';

/** For faults that only a deadline ends. The others must end by themselves, long before theirs. */
const shortDeadlineMs = 700;
const longDeadlineMs = 30_000;

type Fault = readonly [script: AccountScript, errorCodes: readonly string[]];

const resets = ['ECONNRESET', 'EPIPE', 'CONNECTION_CLOSED'];
const everyByte = [0, 1, 7, 8, 11, 12, 40, 100, 150, 200, 250, 300];

const faults: readonly Fault[] = [
  [{ kind: 'silent' }, ['TIMEOUT']],
  [{ kind: 'drip', everyMs: 20 }, ['TIMEOUT']],
  [{ kind: 'half-closed' }, resets],
  [{ kind: 'wrong-salt' }, ['BAD_SERVER_SALT']],
  [{ kind: 'corrupt', part: 'checksum' }, resets],
  [{ kind: 'corrupt', part: 'payload' }, ['TIMEOUT']],
  [{ kind: 'internal-error' }, ['INTERNAL']],
  ...everyByte.map((afterBytes): Fault => [{ kind: 'reset', afterBytes }, [...resets, 'none']]),
  ...everyByte.map((afterBytes): Fault => [{ kind: 'cut', afterBytes }, [...resets, 'none']]),
];

describe('a check', () => {
  let sandbox: Sandbox;
  let driver: TelegramDriver;
  beforeAll(async () => {
    sandbox = await startSandbox({ count: faults.length + 1, scripts: faults.map(([script]) => script) });
    driver = openTelegramDriver({ server: sandbox.server, logger: pino({ level: 'silent' }) });
    // A deadline that starts while GramJS is still being loaded may pass before anything is sent.
    await driver.checkAccount(sessionAt(faults.length), { deadlineMs: 60_000 });
  });
  afterAll(async () => {
    await driver.close();
    await sandbox.stop();
  });

  const sessionAt = (index: number) => {
    const account = sandbox.accounts[index];
    if (account === undefined) throw new Error('the sandbox has too few accounts');
    return account.session;
  };

  it.each(faults.map(([script, codes], index) => [JSON.stringify(script), codes, index] as const))(
    'ends by its deadline and says nothing of the account: %s',
    async (_script, codes, index) => {
      const deadlineMs = codes.includes('TIMEOUT') ? shortDeadlineMs : longDeadlineMs;
      const result = await driver.checkAccount(sessionAt(index), { deadlineMs });
      expect(codes).toContain(result.errorCode ?? 'none');
      expect(result.outcome).toBe(result.errorCode === null ? 'active' : 'unreachable');
      await sandbox.untilOpenSockets(0);
    },
  );

  it('works again as soon as the fault is over', async () => {
    for (const [index] of faults.entries()) {
      const { userId, session } = sandbox.accounts[index] ?? { userId: '', session: sessionAt(0) };
      await sandbox.setScript(userId, { kind: 'active' });
      expect(await driver.checkAccount(session, { deadlineMs: 20_000 })).toMatchObject({ outcome: 'active' });
    }
    expect((await sandbox.counts()).mostAtOnceOfAnyKey).toBe(1);
  });

  it('notices a ban at the moment it happens', async () => {
    const { userId, session } = sandbox.accounts[0] ?? { userId: '', session: sessionAt(0) };
    await sandbox.setScript(userId, { kind: 'ban-after', answers: 2 });
    const outcomes: string[] = [];
    for (let check = 0; check < 4; check += 1) {
      outcomes.push((await driver.checkAccount(session, { deadlineMs: 20_000 })).outcome);
    }
    expect(outcomes).toEqual(['active', 'active', 'banned', 'banned']);
    await sandbox.setScript(userId, { kind: 'ban-at', at: Date.now() - 1 });
    expect((await driver.checkAccount(session, { deadlineMs: 20_000 })).outcome).toBe('banned');
  });

  it('is unreachable while the data centre is away, and works when it is back', async () => {
    const session = sessionAt(faults.length);
    const restarted = sandbox.restart({ downMs: 400 });
    const codes = new Set<string>();
    for (;;) {
      const { outcome, errorCode } = await driver.checkAccount(session, { deadlineMs: 5_000 });
      if (outcome === 'active' && codes.size > 0) break;
      if (errorCode !== null) codes.add(errorCode);
    }
    await restarted;
    for (const code of codes) expect(['ECONNREFUSED', ...resets]).toContain(code);
  });
});

describe('two consoles on one session', () => {
  it('lose it where Telegram minds, and both are told', async () => {
    const sandbox = await startSandbox({
      count: 1,
      revokeDuplicates: true,
      latency: { least: 300, most: 300 },
    });
    const [account] = sandbox.accounts;
    if (account === undefined) throw new Error('the sandbox has no account');
    const drivers = [1, 2].map(() =>
      openTelegramDriver({ server: sandbox.server, logger: pino({ level: 'silent' }) }),
    );
    const results = await Promise.all(
      drivers.map((driver) => driver.checkAccount(account.session, { deadlineMs: 30_000 })),
    );
    // Loading takes them unequally long: only when they did meet is there something to be told.
    const met = (await sandbox.counts()).mostAtOnceOfAnyKey === 2;
    for (const { outcome } of met ? results : []) expect(outcome).toBe('duplicated');
    const [one, other] = await Promise.all(
      drivers.map((driver) => driver.checkAccount(account.session, { deadlineMs: 30_000 })),
    );
    expect([one?.outcome, other?.outcome]).toEqual(['duplicated', 'duplicated']);
    expect(one?.errorCode).toBe('AUTH_KEY_DUPLICATED');
    await Promise.all(drivers.map((driver) => driver.close()));
    await sandbox.stop();
  });
});
