import { and, asc, eq } from 'drizzle-orm';
import type { OperatorId } from '#contract/ids.ts';
import type { SavedView } from '#contract/views.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews } from '../schema.ts';

/** The operator's views of one grid, by name. */
export function listViews(workspace: Workspace, owner: OperatorId, grid: string): Promise<SavedView[]> {
  return workspace.database
    .select({ id: savedViews.id, grid: savedViews.grid, name: savedViews.name, state: savedViews.state })
    .from(savedViews)
    .where(
      and(
        eq(savedViews.workspaceId, workspace.id),
        eq(savedViews.operatorId, owner),
        eq(savedViews.grid, grid),
      ),
    )
    .orderBy(asc(savedViews.name));
}
