import { and, eq, or } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OperatorId, SavedViewId } from '#contract/ids.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews, viewDefaults } from '../schema.ts';

/**
 * Has a page open with a view for this operator: one of their own or one that is shared. Null has it open as it is.
 *
 * @throws OpsdeckError NOT_FOUND for a view that they do not see, or of another page
 */
export function setDefault(
  workspace: Workspace,
  operatorId: OperatorId,
  { page, id }: { readonly page: ViewPage; readonly id: SavedViewId | null },
): Promise<{ id: SavedViewId | null }> {
  const { id: workspaceId, database } = workspace;
  return inTransaction(database, async (transaction) => {
    if (id === null) {
      const { workspaceId: inWorkspace, operatorId: of, page: onPage } = viewDefaults;
      await transaction
        .delete(viewDefaults)
        .where(and(eq(inWorkspace, workspaceId), eq(of, operatorId), eq(onPage, page)));
      return { id };
    }
    const seen = or(eq(savedViews.operatorId, operatorId), eq(savedViews.shared, true));
    const [view] = await transaction
      .select({ id: savedViews.id })
      .from(savedViews)
      .where(
        and(eq(savedViews.workspaceId, workspaceId), eq(savedViews.id, id), eq(savedViews.page, page), seen),
      )
      .for('share');
    if (view === undefined) throw new OpsdeckError('NOT_FOUND', { what: 'The view' });
    await transaction
      .insert(viewDefaults)
      .values({ workspaceId, operatorId, page, viewId: id })
      .onConflictDoUpdate({
        target: [viewDefaults.workspaceId, viewDefaults.operatorId, viewDefaults.page],
        set: { viewId: id },
      });
    return { id };
  });
}
