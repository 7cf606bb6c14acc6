import { sql } from 'drizzle-orm';
import { type AccountId, accountIdSchema, type RemovalId } from '#contract/ids.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';

/** A log-out that this host carries out now. */
export type ClaimedLogOut = {
  readonly accountId: AccountId;
  readonly removalId: RemovalId;
  readonly requestedBy: string;
  /** This one included. */
  readonly attempts: number;
  /** How long ago the undo ended, in milliseconds. */
  readonly overdueMs: number;
};

/** A host that dies with a log-out under way leaves it to the others after so long. */
const takenUpAgainSeconds = 300;

/**
 * Takes the next log-out whose time has come, and notes that it has begun: from here on the removal of that account cannot be
 * undone. Only while that removal is in force (an account that was brought back, by an undo or by being added again, is left
 * alone), and while nobody holds the account.
 */
export async function claimLogOut(workspace: Workspace): Promise<ClaimedLogOut | null> {
  const { rows } = await workspace.database.execute<{
    account_id: string;
    removal_id: RemovalId;
    removed_by: string;
    attempts: number;
    overdue_ms: string;
  }>(sql`
    with next as (
      select log_out.removal_id, log_out.account_id, removal.removed_by
      from account_log_outs log_out
      join account_removals removal on removal.workspace_id = log_out.workspace_id and removal.id = log_out.removal_id
      join accounts account on account.workspace_id = log_out.workspace_id and account.id = log_out.account_id
      where log_out.workspace_id = ${workspace.id} and log_out.state = 'waiting' and log_out.next_attempt_at <= now()
        and account.removed_at = removal.removed_at
        and not exists (
          select from account_leases lease
          where lease.workspace_id = log_out.workspace_id and lease.account_id = log_out.account_id
            and lease.expires_at > now())
      order by log_out.next_attempt_at
      limit 1
      for no key update of log_out, account skip locked
    )
    update account_log_outs log_out
    set begun_at = coalesce(begun_at, now()), attempts = attempts + 1,
      next_attempt_at = now() + make_interval(secs => ${takenUpAgainSeconds})
    from next
    where log_out.workspace_id = ${workspace.id} and log_out.removal_id = next.removal_id
      and log_out.account_id = next.account_id
    returning log_out.account_id, log_out.removal_id, next.removed_by, log_out.attempts,
      (extract(epoch from now() - log_out.due_at) * 1000)::bigint as overdue_ms`);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    accountId: accountIdSchema.parse(Number(row.account_id)),
    removalId: row.removal_id,
    requestedBy: row.removed_by,
    attempts: row.attempts,
    overdueMs: Number(row.overdue_ms),
  };
}
