import { silentLogger } from '#core/logging/logger.ts';
import { type Sandbox, startSandbox, type StartOptions } from '#sandbox/start-sandbox.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { SessionString, TelegramDriver } from '../driver.ts';
import { openTelegramDriver } from '../open-driver.ts';

type Options = Omit<StartOptions, 'count'> & {
  readonly accountsPerTest: number;
  /** The tests of the file, and a few more. */
  readonly mostTests: number;
};

/** A deadline that a busy machine keeps. */
export const patient = { deadlineMs: 20_000 };

/**
 * One driver and one sandbox for all tests of a file. Each test has accounts of its own: what one does to them is not seen
 * by the next. After each no socket may be open, and no key may ever have been connected twice at once.
 */
export function driverOnSandbox({ accountsPerTest, mostTests, ...options }: Options) {
  let sandbox: Sandbox;
  let driver: TelegramDriver;
  let firstAccount = -accountsPerTest;

  beforeAll(async () => {
    sandbox = await startSandbox({ ...options, count: accountsPerTest * mostTests });
    driver = openTelegramDriver({ server: sandbox.server, logger: silentLogger() });
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

  const accountAt = (index: number): Sandbox['accounts'][number] => {
    const account = sandbox.accounts[firstAccount + index];
    if (account === undefined || index >= accountsPerTest) throw new Error('the test has too few accounts');
    return account;
  };
  return {
    get sandbox() {
      return sandbox;
    },
    get driver() {
      return driver;
    },
    accountAt,
    /** Signs the account in once more, so that it has a session that the test may end. */
    anotherSession: async (index: number): Promise<SessionString> => {
      const { phone } = accountAt(index);
      const started = await driver.startPhoneSignIn(phone, patient);
      if (started.kind !== 'code-sent') throw new Error('no code was sent');
      const step = await started.signIn.submitCode(await sandbox.readLoginCode(phone), patient);
      if (step.kind !== 'signed-in') throw new Error('not signed in');
      return step.session;
    },
  };
}
