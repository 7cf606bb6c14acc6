import { sql } from 'drizzle-orm';
import type { Pruned } from '../../pruning/prune-runner.ts';
import type { Workspace } from '../../workspaces/workspace.ts';

/**
 * So long a key is known, in days: nobody waits longer for a lost answer. A device that was away for longer than this, with a
 * call that had been sent before, would make it a second time.
 */
const keptDays = 180;

/** Forgets the keys of commands that nobody will send again, the oldest first. */
export async function forgetOldKeys({ id, database }: Workspace, limit: number): Promise<Pruned> {
  const { rowCount } = await database.execute(sql`
    delete from applied_commands where (workspace_id, key) in (
      select workspace_id, key from applied_commands
      where workspace_id = ${id} and applied_at < now() - make_interval(days => ${keptDays})
      order by applied_at limit ${limit} for update skip locked)`);
  const removed = rowCount ?? 0;
  return { removed, done: removed < limit };
}
