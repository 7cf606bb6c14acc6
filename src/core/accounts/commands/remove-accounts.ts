import { and, isNotNull, sql } from 'drizzle-orm';
import type { AccountId } from '#contract/ids.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { matchingSelection } from '../matching-accounts.ts';
import { accounts, accountSessions } from '../schema.ts';

/** The undo is offered for 10 s; a minute leaves room for a slow connection. Then the session is gone for good. */
const sessionKeptSeconds = 60;

/** Takes accounts out of the pool. Their history stays; their sessions are destroyed a minute later. */
export async function removeAccounts(workspace: Workspace, ids: AccountId[]): Promise<{ removed: number }> {
  const removed = await workspace.database
    .update(accounts)
    .set({ removedAt: sql`now()` })
    .where(matchingSelection(workspace.id, { kind: 'ids', ids }))
    .returning({ id: accounts.id });
  return { removed: removed.length };
}

/** Brings back accounts whose session still exists. */
export async function restoreAccounts(workspace: Workspace, ids: AccountId[]): Promise<{ restored: number }> {
  const restored = await workspace.database
    .update(accounts)
    .set({ removedAt: null })
    .where(
      and(
        sql`${accounts.workspaceId} = ${workspace.id}`,
        sql`${accounts.id} = any(${sql.param(ids)}::bigint[])`,
        isNotNull(accounts.removedAt),
        sql`exists (select from ${accountSessions} session
          where session.workspace_id = ${accounts.workspaceId} and session.account_id = ${accounts.id})`,
      ),
    )
    .returning({ id: accounts.id });
  return { restored: restored.length };
}

/** Destroys the sessions of accounts that were removed more than a minute ago. */
export async function purgeRemovedSessions(workspace: Workspace): Promise<number> {
  const { rowCount } = await workspace.database.execute(sql`
    delete from ${accountSessions} session using ${accounts} account
    where session.workspace_id = ${workspace.id}
      and account.workspace_id = session.workspace_id and account.id = session.account_id
      and account.removed_at < now() - make_interval(secs => ${sessionKeptSeconds})`);
  return rowCount ?? 0;
}
