import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { SavedViewId } from '#contract/ids.ts';
import type { ViewState } from '#contract/view-state.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews } from '../schema.ts';
import { lockView } from './lock-view.ts';
import { namesOf } from './own-views.ts';

type ViewChange = {
  readonly id: SavedViewId;
  /** The one that was seen. */
  readonly version: number;
  readonly name?: string;
  readonly state?: ViewState;
  readonly shared?: boolean;
};

/**
 * Renames a view, overwrites its state, shares it or takes it back. What is not named stays.
 *
 * @throws OpsdeckError NOT_FOUND, VIEW_NOT_YOURS, VIEW_CHANGED_BY_OTHER, VIEW_NAME_TAKEN
 */
export function changeView(
  workspace: Workspace,
  caller: Caller,
  { id, version, ...change }: ViewChange,
): Promise<{ version: number }> {
  return inTransaction(workspace.database, async (transaction) => {
    const view = await lockView(transaction, workspace, caller, id);
    if (view === null) throw new OpsdeckError('NOT_FOUND', { what: 'The view' });
    if (view.version !== version) throw new OpsdeckError('VIEW_CHANGED_BY_OTHER', { name: view.name });
    if (change.name !== undefined && change.name !== view.name) {
      const names = await namesOf(transaction, workspace, view.operatorId, view.page);
      if (names.has(change.name)) throw new OpsdeckError('VIEW_NAME_TAKEN', { name: change.name });
    }
    await transaction
      .update(savedViews)
      .set({ ...change, version: version + 1 })
      .where(and(eq(savedViews.workspaceId, workspace.id), eq(savedViews.id, id)));
    return { version: version + 1 };
  });
}
