import { queryObjects } from 'node:v8';
import { startSandbox, type Sandbox } from '#sandbox/start-sandbox.ts';
import { MTProtoSender } from 'telegram/network/index.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkAccount } from './gramjs/operations/check-account.ts';
import { ClosableSocket } from './gramjs/closable-socket.ts';
import { QuietLogger } from './gramjs/quiet-logger.ts';
import { registerServerKey } from './gramjs/register-server-key.ts';
import { sendCode, signIn } from './gramjs/sign-in/phone-steps.ts';
import { qrSignIn } from './gramjs/sign-in/qr-sign-in.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    count: 300,
    mix: { active: 6, banned: 2, forgotten: 1, reset: 1, silent: 1, 'flood-wait': 1, revoked: 1 },
  });
});
afterAll(() => sandbox.stop());

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

function expectNothingLeft(timersBefore: number): void {
  expect(timers()).toBeLessThanOrEqual(timersBefore);
  expect(process.getActiveResourcesInfo()).not.toContain('TCPSocketWrap');
  // `queryObjects` collects garbage first and counts what is still reachable; the prototypes themselves count too.
  expect(queryObjects(MTProtoSender, { format: 'count' })).toBeLessThanOrEqual(1);
  expect(queryObjects(ClosableSocket, { format: 'count' })).toBe(0);
}

// In this thread and not in the worker, because only here can its insides be looked at.
it('leaves no socket, timer or client behind after hundreds of checks', async () => {
  const logger = new QuietLogger(() => undefined);
  const course = { deadlineMs: 500, signal: new AbortController().signal };
  const timersBefore = timers();
  for (let index = 0; index < sandbox.accounts.length; index += 50) {
    const accounts = sandbox.accounts.slice(index, index + 50);
    await Promise.all(
      accounts.map((account) => checkAccount({ server: sandbox.server, logger }, account.session, course)),
    );
  }
  await sandbox.untilOpenSockets(0);
  expectNothingLeft(timersBefore);
});

it('leaves nothing behind after sign-ins that were given up', async () => {
  const dependencies = { server: sandbox.server, logger: new QuietLogger(() => undefined) };
  registerServerKey(sandbox.publicKey);
  const timersBefore = timers();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const phone = `+9996627777${attempt}`;
    const { step, next } = await sendCode(dependencies, { phone, key: null }, 20_000);
    expect(step.kind).toBe('code-sent');
    if (next !== null) await signIn(dependencies, { ...next, code: 'x', mayBeSignedIn: false }, 20_000);
    const cancelled = new AbortController();
    const { signal } = cancelled;
    const emit = (): void => cancelled.abort();
    const qr = await qrSignIn(dependencies, { key: null }, { deadlineMs: 20_000, signal, emit });
    expect(qr.step).toMatchObject({ kind: 'refused', reason: 'SIGN_IN_OVER' });
  }
  // A handshake that never ends.
  await sendCode(dependencies, { phone: '+99966277779', key: null }, 1);
  await sandbox.untilOpenSockets(0);
  expectNothingLeft(timersBefore);
});
