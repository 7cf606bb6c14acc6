import { sql } from 'drizzle-orm';
import type { Pruned } from '../../pruning/prune-runner.ts';
import type { Workspace } from '../../workspaces/workspace.ts';

/**
 * In days; longer than the keys of commands are known (180), so that whatever may be sent again finds its transfers' keys. After
 * that, the versions of orders and the states of payments refuse a second time, as they do all along.
 */
const keptDays = 200;

/** Forgets the keys of old transfers, the oldest first. The transfers stay. */
export async function forgetOldTransferKeys({ id, database }: Workspace, limit: number): Promise<Pruned> {
  const { rowCount } = await database.execute(sql`
    delete from ledger_keys where (workspace_id, key) in (
      select workspace_id, key from ledger_keys
      where workspace_id = ${id} and created_at < now() - make_interval(days => ${keptDays})
      order by created_at limit ${limit} for update skip locked)`);
  const removed = rowCount ?? 0;
  return { removed, done: removed < limit };
}
