import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { AccountSelection } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { type CheckRunId, checkRunIdSchema } from '#contract/ids.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { matchingSelection } from '../matching-accounts.ts';
import { accountCheckItems, accountCheckRuns, accounts } from '../schema.ts';

/**
 * Records the order to check the selected accounts, as they are at this instant. The checks themselves are made by whichever
 * hosts are running, and go on after a restart.
 *
 * @throws OpsdeckError CHECK_SELECTION_EMPTY
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
      where ${matchingSelection(workspace.id, selection)}`);
    const total = rowCount ?? 0;
    if (total === 0) throw new OpsdeckError('CHECK_SELECTION_EMPTY', {});
    return { runId, total };
  });
}
