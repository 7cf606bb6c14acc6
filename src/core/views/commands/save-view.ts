import { randomUUID } from 'node:crypto';
import { OpsdeckError } from '#contract/errors.ts';
import { type SavedViewId, savedViewIdSchema } from '#contract/ids.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import type { ViewState } from '#contract/view-state.ts';
import type { SavedView } from '#contract/views.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews } from '../schema.ts';
import { namesOf, requireRoom } from './own-views.ts';

export type NewView = {
  readonly page: ViewPage;
  readonly name: string;
  readonly state: ViewState;
  readonly shared: boolean;
};

/**
 * Saves a view of the caller's own.
 *
 * @throws OpsdeckError VIEW_NAME_TAKEN when they have one of that name for the page, VIEW_LIMIT_REACHED
 */
export async function saveView(workspace: Workspace, caller: Caller, view: NewView): Promise<SavedView> {
  const id: SavedViewId = savedViewIdSchema.parse(randomUUID());
  await inTransaction(workspace.database, async (transaction) => {
    const names = await namesOf(transaction, workspace, caller.operatorId, view.page);
    if (names.has(view.name)) throw new OpsdeckError('VIEW_NAME_TAKEN', { name: view.name });
    requireRoom(names, 1);
    await transaction
      .insert(savedViews)
      .values({ workspaceId: workspace.id, id, operatorId: caller.operatorId, ...view });
  });
  return { ...view, id, version: 1, owner: caller.name, mine: true, mayChange: true, isDefault: false };
}
