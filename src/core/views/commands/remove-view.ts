import { and, eq } from 'drizzle-orm';
import type { SavedViewId } from '#contract/ids.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews } from '../schema.ts';
import { lockView } from './lock-view.ts';

/**
 * Removes a view, and with it every default that it was; false when there was none that the caller sees.
 *
 * @throws OpsdeckError VIEW_NOT_YOURS
 */
export function removeView(
  workspace: Workspace,
  caller: Caller,
  id: SavedViewId,
): Promise<{ removed: boolean }> {
  return inTransaction(workspace.database, async (transaction) => {
    const view = await lockView(transaction, workspace, caller, id);
    if (view === null) return { removed: false };
    await transaction
      .delete(savedViews)
      .where(and(eq(savedViews.workspaceId, workspace.id), eq(savedViews.id, id)));
    return { removed: true };
  });
}
