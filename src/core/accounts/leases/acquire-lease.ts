import { sql } from 'drizzle-orm';
import type { AccountId } from '#contract/ids.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Lease } from './lease.ts';
import type { LeaseHolder } from './lease-holder.ts';

export type Acquired =
  | { readonly kind: 'acquired'; readonly lease: Lease }
  | { readonly kind: 'held'; readonly by: string; readonly until: number }
  /** The account is not in the pool. */
  | { readonly kind: 'unknown' };

/** Takes the lease on one account, or says who holds it and until when (UTC milliseconds). */
export async function acquireLease(
  workspace: Workspace,
  holder: LeaseHolder,
  accountId: AccountId,
  leaseMs: number,
): Promise<Acquired> {
  const askedAt = performance.now();
  const { rows } = await workspace.database.execute<{ fence: string }>(sql`
    insert into account_leases (workspace_id, account_id, holder, holder_name, expires_at)
    select workspace_id, id, ${holder.id}, ${holder.name}, now() + make_interval(secs => ${leaseMs / 1000})
    from accounts where workspace_id = ${workspace.id} and id = ${accountId}
    on conflict (workspace_id, account_id) do update
      set holder = excluded.holder, holder_name = excluded.holder_name, expires_at = excluded.expires_at,
        fence = excluded.fence
      where account_leases.expires_at <= now()
    returning fence`);
  const [given] = rows;
  if (given !== undefined) {
    return {
      kind: 'acquired',
      lease: { accountId, fence: Number(given.fence), validUntil: askedAt + leaseMs },
    };
  }
  const { rows: held } = await workspace.database.execute<{ holder_name: string; expires_at: Date }>(sql`
    select holder_name, expires_at from account_leases
    where workspace_id = ${workspace.id} and account_id = ${accountId}`);
  const [other] = held;
  if (other === undefined) return { kind: 'unknown' };
  return { kind: 'held', by: other.holder_name, until: new Date(other.expires_at).getTime() };
}
