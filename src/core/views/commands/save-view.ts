import { randomUUID } from 'node:crypto';
import { OpsdeckError } from '#contract/errors.ts';
import { type OperatorId, savedViewIdSchema } from '#contract/ids.ts';
import type { SavedView } from '#contract/views.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews } from '../schema.ts';

/** @throws OpsdeckError VIEW_NAME_TAKEN when the operator has a view of that name for the grid. */
export async function saveView(
  workspace: Workspace,
  owner: OperatorId,
  view: Omit<SavedView, 'id'>,
): Promise<SavedView> {
  const id = savedViewIdSchema.parse(randomUUID());
  const saved = await workspace.database
    .insert(savedViews)
    .values({ workspaceId: workspace.id, id, operatorId: owner, ...view })
    .onConflictDoNothing()
    .returning({ id: savedViews.id });
  if (saved.length === 0) throw new OpsdeckError('VIEW_NAME_TAKEN', { name: view.name });
  return { id, ...view };
}
