import { eq, ilike, type SQL, sql } from 'drizzle-orm';
import type { AccountSelection } from '#contract/accounts.ts';
import type { WorkspaceId } from '#contract/ids.ts';
import { type FilterDialect, selectionCondition } from './account-filter.ts';
import { accounts } from './schema.ts';

/** The condition of a selection in Postgres, for commands. IDs that have left the pool since are silently not in it. */
export function matchingSelection(workspaceId: WorkspaceId, selection: AccountSelection): SQL | undefined {
  return selectionCondition(inPostgres(workspaceId), selection);
}

function inPostgres(workspaceId: WorkspaceId): FilterDialect {
  return {
    inWorkspace: eq(accounts.workspaceId, workspaceId),
    hasAnyLabel: (labels) => sql`${accounts.labels} && ${sql.param([...labels])}::text[]`,
    contains: (column, text) => ilike(column, patternOf(text)),
    hasLabelWith: (text) =>
      sql`exists (select from unnest(${accounts.labels}) label where label ilike ${patternOf(text)})`,
    isOneOf: (ids) => sql`${accounts.id} = any(${sql.param([...ids])}::bigint[])`,
    isChangedSince: (at) => sql`${accounts.id} in (
      select item.account_id from account_check_runs as run
      join account_check_items as item on item.workspace_id = run.workspace_id and item.run_id = run.id and item.changed
      join account_checks as made on made.workspace_id = run.workspace_id and made.account_id = item.account_id
        and made.run_id = item.run_id and made.checked_at >= ${new Date(at).toISOString()}::timestamptz
        and made.standing_before <> made.standing_after
      where run.workspace_id = ${workspaceId}
        and (run.finished_at is null or run.finished_at >= ${new Date(at).toISOString()}::timestamptz))`,
  };
}

function patternOf(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
