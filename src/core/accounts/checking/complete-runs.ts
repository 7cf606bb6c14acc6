import { sql } from 'drizzle-orm';
import type { Workspace } from '../../workspaces/workspace.ts';

/**
 * Marks the running checks in which nothing waits any more as completed. It must run after the results are committed, in a
 * statement of its own: of two hosts that finish a run together, the one that commits last then sees everything done.
 */
export async function completeRuns(workspace: Workspace): Promise<number> {
  const { rowCount } = await workspace.database.execute(sql`
    update account_check_runs run set state = 'completed', finished_at = now()
    where run.workspace_id = ${workspace.id} and run.state = 'running' and not exists (
      select from account_check_items item
      join accounts account on account.workspace_id = item.workspace_id and account.id = item.account_id
      where item.workspace_id = run.workspace_id and item.run_id = run.id
        and item.outcome is null and account.removed_at is null)`);
  return rowCount ?? 0;
}
