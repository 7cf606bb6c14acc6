import { sql } from 'drizzle-orm';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Lease } from './lease.ts';

/**
 * The heartbeat: prolongs the leases that are still ours, in one statement, and returns them with their new end. What is
 * not returned was lost, because it had run out and another host took it.
 */
export async function renewLeases(
  workspace: Workspace,
  leases: readonly Lease[],
  leaseMs: number,
): Promise<Lease[]> {
  if (leases.length === 0) return [];
  const askedAt = performance.now();
  const { rows } = await workspace.database.execute<{ fence: string }>(sql`
    update account_leases set expires_at = now() + make_interval(secs => ${leaseMs / 1000})
    where workspace_id = ${workspace.id} and fence = any(${sql.param(leases.map((lease) => lease.fence))}::bigint[])
      and account_id = any(${sql.param(leases.map((lease) => lease.accountId))}::bigint[])
    returning fence`);
  const renewed = new Set(rows.map((row) => Number(row.fence)));
  return leases
    .filter((lease) => renewed.has(lease.fence))
    .map(({ accountId, fence }) => ({ accountId, fence, validUntil: askedAt + leaseMs }));
}
