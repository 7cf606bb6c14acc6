import { sql } from 'drizzle-orm';
import type { StandingPeriod } from '#contract/account-details.ts';
import { standings, type Standing } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { requireInPool } from './require-in-pool.ts';

/** More changes than anybody can tell apart in a drawing; older ones are left out. */
const changesShown = 200;

/**
 * How the account stood since it was added, oldest first: derived from its checks and from the operations that said something
 * of it. What was only about the network is no change. @throws OpsdeckError NOT_FOUND
 */
export async function standingHistory(workspace: Workspace, id: AccountId): Promise<StandingPeriod[]> {
  const { addedAt } = await requireInPool(workspace, id);
  const { rows } = await workspace.database.execute<{
    at: Date;
    standing: Standing;
    reason: string | null;
  }>(sql`
    with seen as (
      select checked_at as at, standing_after as standing, error_code as reason from account_checks
      where workspace_id = ${workspace.id} and account_id = ${id} and outcome <> 'unreachable'
      union all
      select at, outcome, error_code from account_usage
      where workspace_id = ${workspace.id} and account_id = ${id} and outcome = any(${sql.param([...standings])}::text[])
    ), compared as (
      select *, lag(standing) over (order by at) as before from seen
    )
    select at, standing, reason from compared where standing is distinct from before
    order by at desc limit ${changesShown}`);
  const changes = rows.toReversed().map((row) => ({ ...row, at: new Date(row.at).getTime() }));
  return toPeriods(addedAt.getTime(), changes, rows.length < changesShown);
}

type Change = { readonly at: number; readonly standing: Standing; readonly reason: string | null };

/** Changes, oldest first, as periods without gaps. When they are all there are, the time before them was never checked. */
export function toPeriods(addedAt: number, changes: readonly Change[], complete: boolean): StandingPeriod[] {
  const first = changes[0];
  const known: readonly Change[] =
    complete && (first === undefined || first.at > addedAt)
      ? [{ at: addedAt, standing: 'unchecked', reason: null }, ...changes]
      : changes;
  return known.map(({ at, standing, reason }, index) => {
    const next = known[index + 1];
    return { standing, reason, from: instant(at), until: next === undefined ? null : instant(next.at) };
  });
}
