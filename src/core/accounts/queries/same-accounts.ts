import { sql } from 'drizzle-orm';
import { type AccountId, accountIdSchema } from '#contract/ids.ts';
import type { Workspace } from '../../workspaces/workspace.ts';

/**
 * Which of these accounts the pool has twice, and as which other row. A pasted session has no user ID until its first check, so
 * the same account can be signed in beside it. The two are not merged: each has a session, a history and labels of its own.
 */
export async function sameAccounts(
  workspace: Workspace,
  ids: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, AccountId>> {
  if (ids.length === 0) return new Map();
  const { rows } = await workspace.database.execute<{ id: string; other: string }>(sql`
    select account.id, other.id as other
    from accounts account
    cross join lateral (
      select id from accounts
      where workspace_id = account.workspace_id and telegram_user_id = account.telegram_user_id
        and id <> account.id and removed_at is null
      order by id limit 1) as other
    where account.workspace_id = ${workspace.id} and account.id = any(${sql.param([...ids])}::bigint[])
      and account.removed_at is null`);
  return new Map(
    rows.map(({ id, other }) => [accountIdSchema.parse(Number(id)), accountIdSchema.parse(Number(other))]),
  );
}
