import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { journeyOn } from './journey.ts';

/** A journey on an empty console, the Telegram of which is a sandbox of this file's own. */
export function journeyOnSandbox(accounts: number) {
  const environment: Record<string, string> = {};
  const keyFolder = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-key-'));
  let sandbox: Sandbox;

  // Before the console of this file starts: it is told where this Telegram is.
  base.beforeAll(async () => {
    sandbox = await startSandbox({ count: accounts });
    const key = path.join(keyFolder, 'sandbox.pem');
    writeFileSync(key, sandbox.publicKey);
    environment['OPSDECK_TELEGRAM_SERVER'] = `${sandbox.host}:${sandbox.port}`;
    environment['OPSDECK_TELEGRAM_PUBLIC_KEY'] = key;
  });
  const { test, console } = journeyOn('host', { environment });
  test.afterAll(async () => {
    await sandbox.stop();
    rmSync(keyFolder, { recursive: true });
  });
  return {
    test,
    console,
    sandbox: () => sandbox,
    accountAt: (index: number) => {
      const account = sandbox.accounts[index];
      if (account === undefined) throw new Error('the sandbox has too few accounts');
      return account;
    },
  };
}
