import { checkOutcomes } from '#contract/accounts.ts';
import { describe, expect, it } from 'vitest';
import { classifyTelegramError, telegramErrorOutcomes } from './classification.ts';

describe('the table of Telegram errors', () => {
  it.each(Object.entries(telegramErrorOutcomes))('%s means %s', (name, outcome) => {
    expect(classifyTelegramError(name)).toEqual({ outcome, floodWaitSeconds: null });
    expect(checkOutcomes).toContain(outcome);
  });

  it('covers every outcome that speaks of the account', () => {
    const fromOtherSources = new Set(['active', 'unreachable', 'flood_wait']);
    expect(new Set(Object.values(telegramErrorOutcomes))).toEqual(
      new Set(checkOutcomes.filter((outcome) => !fromOtherSources.has(outcome))),
    );
  });

  it.each([
    ['FLOOD_WAIT_42', 42],
    ['FLOOD_WAIT_0', 0],
    ['FLOOD_PREMIUM_WAIT_7', 7],
    ['FLOOD_TEST_PHONE_WAIT_3', 3],
  ])('%s is a flood wait of %i seconds', (name, floodWaitSeconds) => {
    expect(classifyTelegramError(name)).toEqual({ outcome: 'flood_wait', floodWaitSeconds });
  });

  // Telegram's public list, the codes under which it speaks of sessions, accounts and waits: 401, 406 and 420; and 303.
  it.each([
    ['ACTIVE_USER_REQUIRED', 'unauthorised'],
    ['AUTH_KEY_INVALID', 'unauthorised'],
    ['AUTH_KEY_PERM_EMPTY', 'unauthorised'],
    ['AUTH_KEY_UNREGISTERED', 'unauthorised'],
    ['SESSION_EXPIRED', 'unauthorised'],
    ['SESSION_PASSWORD_NEEDED', 'unauthorised'],
    ['SESSION_REVOKED', 'revoked'],
    ['USER_DEACTIVATED', 'deactivated'],
    ['USER_DEACTIVATED_BAN', 'banned'],
    ['AUTH_KEY_DUPLICATED', 'duplicated'],
    ['FILEREF_UPGRADE_NEEDED', 'unreachable'],
    ['FRESH_RESET_AUTHORISATION_FORBIDDEN', 'unreachable'],
    ['PHONE_PASSWORD_FLOOD', 'unreachable'],
    ['SEND_CODE_UNAVAILABLE', 'unreachable'],
    ['FLOOD_WAIT_1', 'flood_wait'],
    ['FLOOD_TEST_PHONE_WAIT_1', 'flood_wait'],
    ['FLOOD_PREMIUM_WAIT_1', 'flood_wait'],
    ['TAKEOUT_INIT_DELAY_1', 'unreachable'],
    ['PHONE_MIGRATE_1', 'unreachable'],
    ['NETWORK_MIGRATE_1', 'unreachable'],
    ['FILE_MIGRATE_1', 'unreachable'],
    ['USER_MIGRATE_1', 'unreachable'],
  ])('takes %s of Telegram’s list for %s', (name, outcome) => {
    expect(classifyTelegramError(name).outcome).toBe(outcome);
  });

  it.each([
    'TIMEOUT',
    'ECONNREFUSED',
    'ECONNRESET',
    'CONNECTION_CLOSED',
    'INTERNAL',
    'RPC_CALL_FAIL',
    'USER_MIGRATE_4',
    'SLOWMODE_WAIT_30',
    'FLOOD_WAIT_X',
    'FLOOD_WAIT_99999999999999999999',
    'SOMETHING_NEW',
    'constructor',
    '__proto__',
    '',
  ])('%j says nothing of the account', (name) => {
    expect(classifyTelegramError(name)).toEqual({ outcome: 'unreachable', floodWaitSeconds: null });
  });
});
