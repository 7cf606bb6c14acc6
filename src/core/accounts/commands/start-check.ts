import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { AccountSelection } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { type CheckRunId, checkRunIdSchema } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { matchingSelection } from '../matching-accounts.ts';
import { accountCheckItems, accountCheckRuns, accounts } from '../schema.ts';

/**
 * Records the order to check the selected accounts, as they are at this instant. An account that waits in a running check
 * already is left to that one. The checks themselves are made by whichever
 * hosts are running, and go on after a restart.
 *
 * @throws OpsdeckError CHECK_SELECTION_EMPTY; CHECK_UNDER_WAY when a running check has all of them.
 */
export async function startCheck(
  workspace: Workspace,
  requestedBy: string,
  selection: AccountSelection,
): Promise<{ runId: CheckRunId; total: number }> {
  const runId = checkRunIdSchema.parse(randomUUID());
  return inTransaction(workspace.database, async (transaction) => {
    await transaction
      .insert(accountCheckRuns)
      .values({ workspaceId: workspace.id, id: runId, state: 'running', requestedBy });
    const { rowCount } = await transaction.execute(sql`
      insert into ${accountCheckItems} (workspace_id, run_id, account_id)
      select ${accounts.workspaceId}, ${runId}, ${accounts.id} from ${accounts}
      where ${matchingSelection(workspace.id, selection)} and not exists (
        select from account_check_items item
        join account_check_runs run on run.workspace_id = item.workspace_id and run.id = item.run_id
        where item.workspace_id = ${accounts.workspaceId} and item.account_id = ${accounts.id}
          and item.outcome is null and run.state = 'running')`);
    const total = rowCount ?? 0;
    if (total === 0) throw await nothingToCheck(transaction, workspace, selection);
    return { runId, total };
  });
}

async function nothingToCheck(
  transaction: Transaction,
  workspace: Workspace,
  selection: AccountSelection,
): Promise<OpsdeckError> {
  const selected = await transaction
    .select({ id: accounts.id })
    .from(accounts)
    .where(matchingSelection(workspace.id, selection))
    .limit(1);
  return selected.length === 0
    ? new OpsdeckError('CHECK_SELECTION_EMPTY', {})
    : new OpsdeckError('CHECK_UNDER_WAY', {});
}
