import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { SavedViewId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Caller } from '../../rpc/caller.ts';
import { operatorName } from '../../workspaces/operator-name.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews } from '../schema.ts';

export type LockedView = typeof savedViews.$inferSelect;

/**
 * The view as it is, for a change by the caller; null when there is none that they see. It stays so until the transaction ends.
 *
 * @throws OpsdeckError VIEW_NOT_YOURS for a shared one of somebody else, unless the caller is an administrator
 */
export async function lockView(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  caller: Caller,
  id: SavedViewId,
): Promise<LockedView | null> {
  const [view] = await transaction
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.workspaceId, workspaceId), eq(savedViews.id, id)))
    .for('update');
  if (view === undefined) return null;
  if (view.operatorId === caller.operatorId) return view;
  if (!view.shared) return null;
  if (caller.role === 'admin') return view;
  const owner = await operatorName(transaction, workspaceId, view.operatorId);
  throw new OpsdeckError('VIEW_NOT_YOURS', { name: view.name, owner });
}
