import { sql } from 'drizzle-orm';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Lease } from './lease.ts';

/** Gives leases back. One that was lost meanwhile belongs to somebody else and is left alone. */
export async function releaseLeases(workspace: Workspace, leases: readonly Lease[]): Promise<void> {
  if (leases.length === 0) return;
  await workspace.database.execute(sql`
    delete from account_leases
    where workspace_id = ${workspace.id} and fence = any(${sql.param(leases.map((lease) => lease.fence))}::bigint[])
      and account_id = any(${sql.param(leases.map((lease) => lease.accountId))}::bigint[])`);
}
