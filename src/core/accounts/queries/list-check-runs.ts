import { and, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { type CheckRun, outcomeCountsSchema } from '#contract/account-checks.ts';
import { checkOutcomes } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { CheckRunId } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accountCheckItems, accountCheckRuns } from '../schema.ts';

/** The newest runs, newest first, with their progress. */
export function listCheckRuns(workspace: Workspace, limit: number): Promise<CheckRun[]> {
  return selectRuns(workspace, undefined, limit);
}

/** The runs under way, newest first. */
export function listRunningCheckRuns(workspace: Workspace): Promise<CheckRun[]> {
  return selectRuns(workspace, eq(accountCheckRuns.state, 'running'), 20);
}

/** The run that ended last, if any ever did. */
export async function lastEndedCheckRun(workspace: Workspace): Promise<CheckRun | null> {
  const [run] = await selectRuns(
    workspace,
    ne(accountCheckRuns.state, 'running'),
    1,
    accountCheckRuns.finishedAt,
  );
  return run ?? null;
}

/** @throws OpsdeckError NOT_FOUND */
export async function getCheckRun(workspace: Workspace, id: CheckRunId): Promise<CheckRun> {
  const [run] = await selectRuns(workspace, eq(accountCheckRuns.id, id), 1);
  if (run === undefined) throw new OpsdeckError('NOT_FOUND', { what: 'This check' });
  return run;
}

async function selectRuns(
  workspace: Workspace,
  condition: SQL | undefined,
  limit: number,
  newestBy:
    typeof accountCheckRuns.startedAt | typeof accountCheckRuns.finishedAt = accountCheckRuns.startedAt,
): Promise<CheckRun[]> {
  const runs = await workspace.database
    .select()
    .from(accountCheckRuns)
    .where(and(eq(accountCheckRuns.workspaceId, workspace.id), condition))
    .orderBy(desc(newestBy))
    .limit(limit);
  if (runs.length === 0) return [];
  const counts = await countItems(
    workspace,
    runs.map((run) => run.id),
  );
  return runs.map((run) => {
    const own = counts.filter((row) => row.runId === run.id);
    const sum = (rows: typeof own) => rows.reduce((total, row) => total + row.items, 0);
    const withOutcome = own.filter((row) => row.outcome !== null);
    return {
      id: run.id,
      state: run.state,
      requestedBy: run.requestedBy,
      startedAt: instant(run.startedAt),
      finishedAt: run.finishedAt && instant(run.finishedAt),
      total: sum(own),
      checked: sum(withOutcome),
      leftAlone: own.reduce((total, row) => total + row.leftAlone, 0),
      changed: sum(own.filter((row) => row.changed)),
      failed: sum(own.filter((row) => row.outcome === 'unreachable')),
      byOutcome: outcomeCountsSchema.parse(
        Object.fromEntries(
          checkOutcomes.map((outcome) => [outcome, sum(own.filter((row) => row.outcome === outcome))]),
        ),
      ),
    };
  });
}

function countItems(workspace: Workspace, runIds: CheckRunId[]) {
  return workspace.database
    .select({
      runId: accountCheckItems.runId,
      outcome: accountCheckItems.outcome,
      changed: accountCheckItems.changed,
      items: sql`count(*)`.mapWith(Number),
      // The table's name is written out: drizzle leaves it away here, and the columns would be those of the inner table.
      leftAlone: sql`count(*) filter (where outcome = 'flood_wait' and not exists (
        select from account_checks made
        where made.workspace_id = account_check_items.workspace_id
          and made.account_id = account_check_items.account_id
          and made.run_id = account_check_items.run_id))`.mapWith(Number),
    })
    .from(accountCheckItems)
    .where(and(eq(accountCheckItems.workspaceId, workspace.id), inArray(accountCheckItems.runId, runIds)))
    .groupBy(accountCheckItems.runId, accountCheckItems.outcome, accountCheckItems.changed);
}
