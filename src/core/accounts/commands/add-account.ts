import type { AccountId } from '#contract/ids.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { type NewAccount, storeAccount } from './store-account.ts';

/**
 * Adds an account by its session string. A session that was removed a moment ago comes back as the account it was.
 *
 * @throws OpsdeckError SESSION_MALFORMED; ACCOUNT_ALREADY_ADDED when the session belongs to an account of the pool, in
 * whichever format it was pasted.
 */
export async function addAccount(
  workspace: Workspace,
  vault: Vault,
  added: Omit<NewAccount, 'self'>,
): Promise<{ id: AccountId }> {
  const { id } = await storeAccount({ workspace, vault }, { ...added, self: null });
  return { id };
}
