import { queryObjects } from 'node:v8';
import { startSandbox, type Sandbox } from '#sandbox/start-sandbox.ts';
import { MTProtoSender } from 'telegram/network/index.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkAccount } from './gramjs/operations/check-account.ts';
import { ClosableSocket } from './gramjs/closable-socket.ts';
import { QuietLogger } from './gramjs/quiet-logger.ts';

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

// In this thread and not in the worker, because only here can its insides be looked at.
it('leaves no socket, timer or client behind after hundreds of checks', async () => {
  const logger = new QuietLogger(() => undefined);
  const timersBefore = timers();
  for (let index = 0; index < sandbox.accounts.length; index += 50) {
    const accounts = sandbox.accounts.slice(index, index + 50);
    await Promise.all(
      accounts.map((account) => checkAccount({ server: sandbox.server, logger }, account.session, 500)),
    );
  }
  expect(timers()).toBeLessThanOrEqual(timersBefore);
  expect(process.getActiveResourcesInfo()).not.toContain('TCPSocketWrap');
  await sandbox.untilOpenSockets(0);
  // `queryObjects` collects garbage first and counts what is still reachable; the prototypes themselves count too.
  expect(queryObjects(MTProtoSender, { format: 'count' })).toBeLessThanOrEqual(1);
  expect(queryObjects(ClosableSocket, { format: 'count' })).toBe(0);
});
