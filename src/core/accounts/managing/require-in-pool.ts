import { and, eq, isNull } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import type { WorkspaceIn } from '../../workspaces/workspace.ts';
import { accounts } from '../schema.ts';

/** @throws OpsdeckError NOT_FOUND when the account is not in the pool. */
export async function requireInPool(workspace: WorkspaceIn, id: AccountId): Promise<{ addedAt: Date }> {
  const [account] = await workspace.database
    .select({ addedAt: accounts.addedAt })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspace.id), eq(accounts.id, id), isNull(accounts.removedAt)));
  if (account === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Account ${id}` });
  return account;
}
