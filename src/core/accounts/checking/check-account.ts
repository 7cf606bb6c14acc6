import type { CheckResult, SessionString, TelegramDriver } from '../../telegram/driver.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { sessionPurpose } from '../session-purpose.ts';
import type { ClaimedAccount } from './claim-accounts.ts';
import type { CheckedAccount } from './record-results.ts';

type Dependencies = { readonly workspace: Workspace; readonly vault: Vault; readonly driver: TelegramDriver };

/**
 * Checks one claimed account. One that Telegram told to wait is not contacted before that time: its result is the wait.
 *
 * @throws OpsdeckError VAULT_KEY_UNUSABLE when its session does not decrypt.
 */
export async function checkAccount(
  { workspace, vault, driver }: Dependencies,
  claimed: ClaimedAccount,
  deadlineMs: number,
): Promise<CheckedAccount> {
  if (claimed.floodWaitMs > 0) return finished(claimed, stillWaiting(claimed.floodWaitMs), false);
  if (claimed.session === null) return finished(claimed, withoutSession, false);
  const session = vault.decrypt(
    claimed.session,
    sessionPurpose(workspace.id, claimed.accountId),
  ) as SessionString;
  return finished(claimed, await driver.checkAccount(session, { deadlineMs }), true);
}

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
