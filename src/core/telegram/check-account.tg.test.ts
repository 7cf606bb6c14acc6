import type { CheckOutcome } from '#contract/accounts.ts';
import type { AccountScript } from '#sandbox/accounts/script.ts';
import { startSandbox, type Sandbox } from '#sandbox/start-sandbox.ts';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { telegramErrorOutcomes } from './classification.ts';
import type { TelegramDriver } from './driver.ts';
import { openTelegramDriver } from './open-driver.ts';

type Expected = {
  readonly outcome: CheckOutcome;
  readonly errorCode: string | null;
  readonly floodWaitSeconds?: number;
};

const scripted: readonly (readonly [AccountScript, Expected])[] = [
  [{ kind: 'active' }, { outcome: 'active', errorCode: null }],
  [{ kind: 'banned' }, { outcome: 'banned', errorCode: 'USER_DEACTIVATED_BAN' }],
  [{ kind: 'deactivated' }, { outcome: 'deactivated', errorCode: 'USER_DEACTIVATED' }],
  [{ kind: 'revoked' }, { outcome: 'revoked', errorCode: 'SESSION_REVOKED' }],
  [{ kind: 'unregistered' }, { outcome: 'unauthorised', errorCode: 'AUTH_KEY_UNREGISTERED' }],
  [{ kind: 'duplicated' }, { outcome: 'duplicated', errorCode: 'AUTH_KEY_DUPLICATED' }],
  [
    { kind: 'restricted', reason: 'terms' },
    { outcome: 'limited', errorCode: 'USER_RESTRICTED' },
  ],
  [
    { kind: 'flood-wait', seconds: 1_234 },
    { outcome: 'flood_wait', errorCode: 'FLOOD_WAIT_1234', floodWaitSeconds: 1_234 },
  ],
  // GramJS would sleep through this one by itself and ask again.
  [
    { kind: 'flood-wait', seconds: 5 },
    { outcome: 'flood_wait', errorCode: 'FLOOD_WAIT_5', floodWaitSeconds: 5 },
  ],
  [{ kind: 'forgotten' }, { outcome: 'unauthorised', errorCode: 'AUTH_KEY_NOT_FOUND' }],
  [
    { kind: 'reset', afterBytes: 0 },
    { outcome: 'unreachable', errorCode: 'ECONNRESET' },
  ],
  [{ kind: 'internal-error' }, { outcome: 'unreachable', errorCode: 'INTERNAL' }],
  [
    { kind: 'error', code: 400, message: 'SOMETHING_NEW' },
    { outcome: 'unreachable', errorCode: 'SOMETHING_NEW' },
  ],
  [
    { kind: 'error', code: 303, message: 'USER_MIGRATE_4' },
    { outcome: 'unreachable', errorCode: 'USER_MIGRATE_4' },
  ],
];

// Every name of the table once over the wire, so that GramJS is known to hand each of them on.
const ownNames = new Set(['AUTH_KEY_NOT_FOUND', 'SESSION_MALFORMED', 'USER_DELETED', 'USER_RESTRICTED']);
const fromTable = Object.entries(telegramErrorOutcomes)
  .filter(([name]) => !ownNames.has(name))
  .map(
    ([message, outcome]) =>
      [
        { kind: 'error', code: 401, message },
        { outcome, errorCode: message },
      ] as const,
  );

const cases: readonly (readonly [AccountScript, Expected])[] = [...scripted, ...fromTable];

describe('a check', () => {
  let sandbox: Sandbox;
  let driver: TelegramDriver;

  beforeAll(async () => {
    sandbox = await startSandbox({ count: cases.length, scripts: cases.map(([script]) => script) });
    driver = openTelegramDriver({ server: sandbox.server, logger: pino({ level: 'silent' }) });
  });
  afterAll(async () => {
    await driver.close();
    await sandbox.stop();
  });

  it.each(cases.map(([script, expected], index) => [JSON.stringify(script), expected, index] as const))(
    'of an account scripted as %s',
    async (_script, expected, index) => {
      const account = sandbox.accounts[index];
      if (account === undefined) throw new Error('the sandbox has too few accounts');
      const result = await driver.checkAccount(account.session, { deadlineMs: 20_000 });
      expect(result).toMatchObject({ floodWaitSeconds: null, ...expected });
      if (expected.outcome === 'active' || expected.outcome === 'limited') {
        if (result.self !== null) {
          expect(result.self).toEqual({
            userId: account.userId,
            phone: account.phone,
            displayName: `${account.firstName} ${account.lastName}`,
            username: account.username,
          });
        }
      }
      await sandbox.untilOpenSockets(0);
      const counts = await sandbox.counts();
      expect(counts.accounts[account.userId]).toMatchObject({ total: 1, open: 0 });
    },
  );

  it('learns of a ban that happens while the sandbox runs', async () => {
    const [account] = sandbox.accounts;
    if (account === undefined) throw new Error('the sandbox has no account');
    await sandbox.setScript(account.userId, { kind: 'banned' });
    const result = await driver.checkAccount(account.session, { deadlineMs: 20_000 });
    expect(result.outcome).toBe('banned');
  });
});
