import { and, desc, eq } from 'drizzle-orm';
import type { AccountCheck } from '#contract/account-checks.ts';
import type { AccountId } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accountChecks } from '../schema.ts';

/** The account's newest checks, newest first. */
export async function listChecks(
  workspace: Workspace,
  id: AccountId,
  limit: number,
): Promise<AccountCheck[]> {
  const rows = await workspace.database
    .select()
    .from(accountChecks)
    .where(and(eq(accountChecks.workspaceId, workspace.id), eq(accountChecks.accountId, id)))
    .orderBy(desc(accountChecks.checkedAt))
    .limit(limit);
  return rows.map(({ checkedAt, ...check }) => ({ ...check, checkedAt: instant(checkedAt) }));
}
