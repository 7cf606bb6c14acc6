import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { accountRemovalsContract, RemovedAccount } from '#contract/account-removals.ts';
import { accountIdSchema } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { getRemoval, isRestorable } from './list-removals.ts';

type Input = z.output<typeof accountRemovalsContract.removedAccounts.input>;

type LogOut = NonNullable<RemovedAccount['logOut']>;

/** One page of the accounts that a removal took, by ID. @throws OpsdeckError NOT_FOUND */
export async function listRemovedAccounts(
  workspace: Workspace,
  { removalId, offset, limit }: Input,
): Promise<{ rows: RemovedAccount[]; total: number }> {
  const { accounts: total } = await getRemoval(workspace, removalId);
  const { rows } = await workspace.database.execute<{
    account_id: string;
    display_name: string;
    phone: string | null;
    account_state: RemovedAccount['state'];
    state: LogOut['state'] | null;
    outcome: LogOut['outcome'];
    error_code: string | null;
    attempts: number;
    next_attempt_at: Date;
    ended_at: Date | null;
  }>(sql`
    select item.account_id, account.display_name, account.phone,
      case when account.removed_at is null then 'in_pool'
        when account.removed_at <> removal.removed_at then 'removed_again'
        when ${isRestorable} then 'restorable' else 'gone' end as account_state,
      log_out.state, log_out.outcome, log_out.error_code, log_out.attempts, log_out.next_attempt_at, log_out.ended_at
    from account_removals removal
    join account_removal_items item on item.workspace_id = removal.workspace_id and item.removal_id = removal.id
    join accounts account on account.workspace_id = item.workspace_id and account.id = item.account_id
    left join account_log_outs log_out on log_out.workspace_id = item.workspace_id
      and log_out.removal_id = item.removal_id and log_out.account_id = item.account_id
    where removal.workspace_id = ${workspace.id} and removal.id = ${removalId}
    order by item.account_id limit ${limit} offset ${offset}`);
  return {
    total,
    rows: rows.map((row) => ({
      accountId: accountIdSchema.parse(Number(row.account_id)),
      displayName: row.display_name,
      phone: row.phone,
      state: row.account_state,
      logOut:
        row.state === null
          ? null
          : {
              state: row.state,
              outcome: row.outcome,
              errorCode: row.error_code,
              attempts: row.attempts,
              nextAttemptAt: row.state === 'waiting' ? instant(new Date(row.next_attempt_at)) : null,
              endedAt: row.ended_at && instant(new Date(row.ended_at)),
            },
    })),
  };
}
