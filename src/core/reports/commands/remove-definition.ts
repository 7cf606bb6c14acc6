import { and, eq } from 'drizzle-orm';
import type { ReportDefinitionId } from '#contract/ids.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { reportDefinitions } from '../schema.ts';
import { lockDefinition } from './lock-definition.ts';

/**
 * Removes a report of the team; the files that were made of it stay. False when there was none.
 *
 * @throws OpsdeckError REPORT_NOT_YOURS
 */
export function removeDefinition(
  workspace: Workspace,
  caller: Caller,
  id: ReportDefinitionId,
): Promise<{ removed: boolean }> {
  return inTransaction(workspace.database, async (transaction) => {
    const definition = await lockDefinition(transaction, workspace, caller, id);
    if (definition === null) return { removed: false };
    await transaction
      .delete(reportDefinitions)
      .where(and(eq(reportDefinitions.workspaceId, workspace.id), eq(reportDefinitions.id, id)));
    return { removed: true };
  });
}
