import { and, eq } from 'drizzle-orm';
import type { OperatorId, SavedViewId } from '#contract/ids.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews } from '../schema.ts';

/** Removes one of the operator's own views; false when there was none. */
export async function removeView(
  workspace: Workspace,
  owner: OperatorId,
  id: SavedViewId,
): Promise<{ removed: boolean }> {
  const removed = await workspace.database
    .delete(savedViews)
    .where(
      and(eq(savedViews.workspaceId, workspace.id), eq(savedViews.operatorId, owner), eq(savedViews.id, id)),
    )
    .returning({ id: savedViews.id });
  return { removed: removed.length > 0 };
}
