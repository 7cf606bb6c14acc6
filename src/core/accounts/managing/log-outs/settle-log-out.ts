import { sql } from 'drizzle-orm';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { ClaimedLogOut } from './claim-log-out.ts';
import type { LogOutVerdict } from './log-out-verdict.ts';

/** Records what became of an attempt. With the log-out settled, the session it was about is destroyed. */
export async function settleLogOut(
  workspace: Workspace,
  { accountId, removalId }: Pick<ClaimedLogOut, 'accountId' | 'removalId'>,
  verdict: LogOutVerdict,
): Promise<void> {
  const { outcome, errorCode } = verdict;
  const which = sql`workspace_id = ${workspace.id} and removal_id = ${removalId} and account_id = ${accountId}`;
  if (verdict.kind === 'again') {
    await workspace.database.execute(sql`
      update account_log_outs set outcome = ${outcome}, error_code = ${errorCode},
        next_attempt_at = now() + make_interval(secs => ${verdict.afterMs / 1000})
      where ${which} and state = 'waiting'`);
    return;
  }
  await inTransaction(workspace.database, async (transaction) => {
    await transaction.execute(sql`
      update account_log_outs set state = ${verdict.kind === 'ended' ? 'ended' : 'given_up'}, ended_at = now(),
        outcome = ${outcome}, error_code = ${errorCode}
      where ${which} and state = 'waiting'`);
    await transaction.execute(sql`
      delete from account_sessions session using accounts account
      where session.workspace_id = ${workspace.id} and session.account_id = ${accountId}
        and account.workspace_id = session.workspace_id and account.id = session.account_id
        and account.removed_at is not null`);
  });
}

/** Forgets log-outs of accounts that are back in the pool, or were removed anew, before anything was done. */
export async function withdrawLogOuts(workspace: Workspace): Promise<void> {
  await workspace.database.execute(sql`
    delete from account_log_outs log_out using account_removals removal, accounts account
    where log_out.workspace_id = ${workspace.id} and log_out.state = 'waiting' and log_out.next_attempt_at <= now()
      and removal.workspace_id = log_out.workspace_id and removal.id = log_out.removal_id
      and account.workspace_id = log_out.workspace_id and account.id = log_out.account_id
      and account.removed_at is distinct from removal.removed_at`);
}
