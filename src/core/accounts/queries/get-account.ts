import { and, eq, isNull } from 'drizzle-orm';
import type { Account } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accountColumns, accountFromRow } from '../account-columns.ts';
import type { LeaseHolder } from '../leases/lease-holder.ts';
import { holdersOf } from '../managing/holders.ts';
import { accounts } from '../schema.ts';
import { sameAccounts } from './same-accounts.ts';

/** One account, with the console that has it connected. @throws OpsdeckError NOT_FOUND when the account is not in the pool. */
export async function getAccount(workspace: Workspace, id: AccountId, here?: LeaseHolder): Promise<Account> {
  const [row] = await workspace.database
    .select(accountColumns)
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspace.id), eq(accounts.id, id), isNull(accounts.removedAt)));
  if (row === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Account ${id}` });
  const [holders, same] = await Promise.all([
    holdersOf(workspace, [id], here),
    sameAccounts(workspace, [id]),
  ]);
  return accountFromRow(row, holders.get(id) ?? null, same.get(id));
}
