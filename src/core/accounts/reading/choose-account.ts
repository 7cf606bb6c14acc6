import { sql } from 'drizzle-orm';
import { type AccountId, accountIdSchema } from '#contract/ids.ts';
import type { Workspace } from '../../workspaces/workspace.ts';

export type Chosen =
  | { readonly kind: 'account'; readonly accountId: AccountId }
  | { readonly kind: 'none_healthy' }
  | { readonly kind: 'all_in_use' }
  /** `until` in UTC milliseconds. */
  | { readonly kind: 'flood_wait'; readonly until: number };

/**
 * The account that reads next: one whose last check was good, that nobody connects and that has not been told to wait; of those the one
 * that was used longest ago. A flood wait that is over is forgotten. It is not leased yet.
 */
export async function chooseAccount(workspace: Workspace, tried: readonly AccountId[]): Promise<Chosen> {
  const { rows } = await workspace.database.execute<{
    id: string;
    must_wait: boolean;
    until_ms: string | null;
    in_use: boolean;
  }>(sql`
    select account.id, coalesce(account.flood_wait_until > now(), false) as must_wait,
      extract(epoch from account.flood_wait_until) * 1000 as until_ms, lease.account_id is not null as in_use
    from accounts account
    left join account_leases lease on lease.workspace_id = account.workspace_id and lease.account_id = account.id
      and lease.expires_at > now()
    where account.workspace_id = ${workspace.id} and account.removed_at is null and account.has_session
      and account.standing in ('active', 'flood_wait')
      and account.id <> all(array[${sql.join([...tried, 0], sql`, `)}]::bigint[])
    order by (lease.account_id is not null), must_wait, case when account.flood_wait_until > now()
      then account.flood_wait_until end, account.last_used_at nulls first, account.id
    limit 1`);
  const [first] = rows;
  if (first === undefined) return { kind: 'none_healthy' };
  if (first.in_use) return { kind: 'all_in_use' };
  if (first.must_wait) return { kind: 'flood_wait', until: Math.ceil(Number(first.until_ms)) };
  return { kind: 'account', accountId: accountIdSchema.parse(Number(first.id)) };
}
