import { startSandbox, type Sandbox } from '#sandbox/start-sandbox.ts';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTelegramDriver } from './open-driver.ts';
import type { QrEvent } from './sign-in.ts';

const logger = pino({ level: 'silent' });
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ count: 10 });
});
afterAll(() => sandbox.stop());

describe('a worker that fails', () => {
  it.each([
    ['dies', new URL('testing/dying-worker.ts', import.meta.url), 'WORKER_DIED', 60_000],
    ['is stuck', new URL('testing/stuck-worker.ts', import.meta.url), 'WORKER_STALLED', 1_000],
    ['cannot be loaded', new URL('testing/no-such-worker.ts', import.meta.url), 'WORKER_DIED', 60_000],
  ])(
    'ends what was under way as unreachable when it %s, again and again',
    async (_how, workerEntry, errorCode, deadlineMs) => {
      const driver = openTelegramDriver({ server: sandbox.server, logger, workerEntry });
      for (let round = 0; round < 2; round += 1) {
        const results = await Promise.all(
          sandbox.accounts.map((account) => driver.checkAccount(account.session, { deadlineMs })),
        );
        for (const result of results) expect(result).toMatchObject({ outcome: 'unreachable', errorCode });
      }
      const [account] = sandbox.accounts;
      if (account === undefined) throw new Error('the sandbox has no account');
      expect(await driver.listAuthorizations(account.session, { deadlineMs })).toMatchObject({
        kind: 'failed',
        outcome: 'unreachable',
        errorCode,
      });
      expect(await driver.startPhoneSignIn(account.phone, { deadlineMs })).toEqual({
        kind: 'unreachable',
        errorCode,
      });
      const events: QrEvent[] = [];
      for await (const event of driver.startQrSignIn({ lifetimeMs: deadlineMs }).events) events.push(event);
      expect(events).toEqual([{ kind: 'unreachable', errorCode }]);
      await driver.close();
    },
  );

  it('prints nothing of its own on our output', async () => {
    const written: string[] = [];
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0;
    try {
      const driver = openTelegramDriver({ server: sandbox.server, logger });
      const [account] = sandbox.accounts;
      if (account === undefined) throw new Error('the sandbox has no account');
      await driver.checkAccount(account.session, { deadlineMs: 20_000 });
      await driver.close();
    } finally {
      process.stdout.write = write;
    }
    expect(written.join('')).not.toContain('gramJS');
  });
});
