import { isOpsdeckError } from '#contract/errors.ts';
import type { CheckResult, OperationOptions, SessionString, TelegramDriver } from '../../telegram/driver.ts';
import { parseSessionString } from '../../telegram/session-string.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { sessionPurpose } from '../session-purpose.ts';
import type { ClaimedAccount } from './claim-accounts.ts';
import type { CheckedAccount } from './record-results.ts';
import { sessionUnreadable } from './session-unreadable.ts';

type Dependencies = { readonly workspace: Workspace; readonly vault: Vault; readonly driver: TelegramDriver };

/**
 * Checks one claimed account. One that Telegram told to wait is not contacted before that time: its result is the wait.
 */
export async function checkAccount(
  { workspace, vault, driver }: Dependencies,
  claimed: ClaimedAccount,
  options: OperationOptions,
): Promise<CheckedAccount> {
  if (claimed.floodWaitMs > 0) return finished(claimed, stillWaiting(claimed.floodWaitMs), false);
  if (claimed.session === null) return finished(claimed, withoutSession, false);
  const session = await readSession(vault, claimed.session, sessionPurpose(workspace.id, claimed.accountId));
  if (session === null) return finished(claimed, unreadableSession, true);
  return finished(claimed, await driver.checkAccount(session, options), true);
}

/** Null when the stored bytes do not belong to our key: that says nothing of the account, and must not stop the run. */
async function readSession(vault: Vault, sealed: Buffer, purpose: string): Promise<SessionString | null> {
  try {
    return parseSessionString(await vault.unseal(sealed, purpose)).session;
  } catch (error) {
    if (isOpsdeckError(error)) return null;
    throw error;
  }
}

const unreadableSession: CheckResult = {
  outcome: 'unreachable',
  errorCode: sessionUnreadable,
  latencyMs: 0,
  floodWaitSeconds: null,
  self: null,
};

function finished(claimed: ClaimedAccount, result: CheckResult, contacted: boolean): CheckedAccount {
  return { claimed, result, contacted, checkedAt: Date.now() };
}

const withoutSession: CheckResult = {
  outcome: 'unauthorised',
  errorCode: 'NO_SESSION',
  latencyMs: 0,
  floodWaitSeconds: null,
  self: null,
};

function stillWaiting(floodWaitMs: number): CheckResult {
  const floodWaitSeconds = Math.ceil(floodWaitMs / 1000);
  return { outcome: 'flood_wait', errorCode: 'FLOOD_WAIT', latencyMs: 0, floodWaitSeconds, self: null };
}
