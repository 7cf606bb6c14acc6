import { and, eq, sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { CheckRunId } from '#contract/ids.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accountCheckRuns } from '../schema.ts';

/**
 * Ends a run. Checks that are under way finish and are recorded; accounts that wait are left as they were.
 *
 * @throws OpsdeckError NOT_FOUND, CHECK_ALREADY_ENDED
 */
export async function cancelCheck(workspace: Workspace, runId: CheckRunId): Promise<Record<string, never>> {
  const cancelled = await workspace.database
    .update(accountCheckRuns)
    .set({ state: 'cancelled', finishedAt: sql`now()` })
    .where(
      and(
        eq(accountCheckRuns.workspaceId, workspace.id),
        eq(accountCheckRuns.id, runId),
        eq(accountCheckRuns.state, 'running'),
      ),
    )
    .returning({ id: accountCheckRuns.id });
  if (cancelled.length > 0) return {};
  const [ended] = await workspace.database
    .select({ id: accountCheckRuns.id })
    .from(accountCheckRuns)
    .where(and(eq(accountCheckRuns.workspaceId, workspace.id), eq(accountCheckRuns.id, runId)));
  if (ended === undefined) throw new OpsdeckError('NOT_FOUND', { what: 'This check' });
  throw new OpsdeckError('CHECK_ALREADY_ENDED', {});
}
