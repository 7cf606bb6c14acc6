import { randomUUID } from 'node:crypto';
import { and, count, eq, sql } from 'drizzle-orm';
import type { AccountSelection } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { type RemovalId, removalIdSchema } from '#contract/ids.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { matchingSelection } from '../matching-accounts.ts';
import { accountLogOuts, accountRemovals, accounts, accountSessions } from '../schema.ts';

/**
 * The undo is offered for 10 s; a minute leaves room for a slow connection and for somebody who holds the clock. Then the session
 * is logged out, if that was asked for, and gone for good.
 */
const sessionKeptSeconds = 60;

type Removal = {
  readonly removedBy: string;
  readonly selection: AccountSelection;
  /** Also sign the sessions out on Telegram, once the undo is over. */
  readonly logOut?: boolean;
  /** How many accounts the operator agreed to remove. */
  readonly expected?: number | undefined;
};

/**
 * Takes accounts out of the pool. Their history and the record of the removal stay; their sessions are destroyed a minute later.
 *
 * @throws OpsdeckError SELECTION_CHANGED when more or fewer accounts match than were expected: then none is removed
 */
export function removeAccounts(
  workspace: Workspace,
  { removedBy, selection, logOut = false, expected }: Removal,
): Promise<{ removalId: RemovalId; removed: number }> {
  const removalId = removalIdSchema.parse(randomUUID());
  return inTransaction(workspace.database, async (transaction) => {
    const condition = matchingSelection(workspace.id, selection);
    if (expected !== undefined) {
      const [found] = await transaction.select({ accounts: count() }).from(accounts).where(condition);
      if (found?.accounts !== expected) {
        throw new OpsdeckError('SELECTION_CHANGED', { expected, found: found?.accounts ?? 0 });
      }
    }
    await transaction
      .insert(accountRemovals)
      .values({ workspaceId: workspace.id, id: removalId, removedBy, accounts: 0, logOut });
    const { rowCount } = await transaction.execute(sql`
      with removed as (
        update ${accounts} set removed_at = now() where ${condition} returning id
      )
      insert into account_removal_items (workspace_id, removal_id, account_id)
      select ${workspace.id}, ${removalId}, id from removed`);
    const removed = rowCount ?? 0;
    if (expected !== undefined && removed !== expected) {
      throw new OpsdeckError('SELECTION_CHANGED', { expected, found: removed });
    }
    await transaction
      .update(accountRemovals)
      .set({ accounts: removed })
      .where(and(eq(accountRemovals.workspaceId, workspace.id), eq(accountRemovals.id, removalId)));
    if (logOut) {
      await transaction.execute(sql`
        insert into account_log_outs (workspace_id, removal_id, account_id, due_at, next_attempt_at)
        select item.workspace_id, item.removal_id, item.account_id, due.at, due.at
        from account_removal_items item
        join account_sessions session
          on session.workspace_id = item.workspace_id and session.account_id = item.account_id
        cross join (select now() + make_interval(secs => ${sessionKeptSeconds}) as at) due
        where item.workspace_id = ${workspace.id} and item.removal_id = ${removalId}`);
    }
    return { removalId, removed };
  });
}

/**
 * Takes a removal back: brings back its accounts whose session still exists and is not being logged out. Accounts that came back
 * otherwise, or were removed again since, are left as they are.
 */
export function restoreAccounts(
  workspace: Workspace,
  restoredBy: string,
  removalId: RemovalId,
): Promise<{ restored: number }> {
  return inTransaction(workspace.database, async (transaction) => {
    // Waits for a host that is just beginning with one of them; that one is then not withdrawn any more.
    await transaction
      .delete(accountLogOuts)
      .where(
        and(
          eq(accountLogOuts.workspaceId, workspace.id),
          eq(accountLogOuts.removalId, removalId),
          sql`${accountLogOuts.begunAt} is null`,
        ),
      );
    const { rowCount } = await transaction.execute(sql`
      update accounts account set removed_at = null
      from account_removal_items item
      join account_removals removal on removal.workspace_id = item.workspace_id and removal.id = item.removal_id
      where item.workspace_id = ${workspace.id} and item.removal_id = ${removalId}
        and account.workspace_id = item.workspace_id and account.id = item.account_id
        and account.removed_at = removal.removed_at
        and exists (select from account_sessions session
          where session.workspace_id = account.workspace_id and session.account_id = account.id)
        and not exists (select from account_log_outs begun
          where begun.workspace_id = item.workspace_id and begun.removal_id = item.removal_id
            and begun.account_id = item.account_id)`);
    const restored = rowCount ?? 0;
    if (restored > 0) {
      await transaction
        .update(accountRemovals)
        .set({ restoredAt: sql`now()`, restoredBy, restored: sql`${accountRemovals.restored} + ${restored}` })
        .where(and(eq(accountRemovals.workspaceId, workspace.id), eq(accountRemovals.id, removalId)));
    }
    return { restored };
  });
}

/** Destroys the sessions of accounts that were removed more than a minute ago, unless they wait to be logged out. */
export async function purgeRemovedSessions(workspace: Workspace): Promise<number> {
  // The account is locked first, as everybody else does who touches both rows.
  const { rowCount } = await workspace.database.execute(sql`
    with expired as (
      select account.id from ${accounts} account
      where account.workspace_id = ${workspace.id} and account.has_session
        and account.removed_at < now() - make_interval(secs => ${sessionKeptSeconds})
        and not exists (
          select from account_log_outs waiting
          join account_removals removal on removal.workspace_id = waiting.workspace_id and removal.id = waiting.removal_id
          where waiting.workspace_id = account.workspace_id and waiting.account_id = account.id
            and waiting.state = 'waiting' and removal.removed_at = account.removed_at)
      for no key update skip locked
    )
    delete from ${accountSessions} session using expired
    where session.workspace_id = ${workspace.id} and session.account_id = expired.id`);
  return rowCount ?? 0;
}
