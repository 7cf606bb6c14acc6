import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Pruned, Pruning } from '../../pruning/prune-runner.ts';

/**
 * So long every check is kept, in days. 100,000 accounts that are checked five times a day make 180 million rows a year, which
 * every console would copy. What changed an account’s standing, and its newest check, are kept for good.
 */
const keptDays = 90;

/** So many checks of one account go at once, about: those of four days. */
const checksPerAccount = 20;

const accountRow = z.object({ id: z.coerce.number() });

/** Removes old checks, of some accounts at a time: their history has an index by account, and none by time alone. */
export function checkPruning(): Pruning {
  /** Those up to this one are done. */
  let after = 0;
  return {
    name: 'checks of accounts',
    async prune({ id: workspaceId, database }, limit): Promise<Pruned> {
      const found = await database.execute(sql`
        select id from accounts where workspace_id = ${workspaceId} and id > ${after}
        order by id limit ${Math.max(1, Math.ceil(limit / checksPerAccount))}`);
      const accounts = found.rows.map((row) => accountRow.parse(row).id);
      const last = accounts.at(-1);
      after = last ?? 0;
      if (last === undefined) return { removed: 0, done: true };
      const { rowCount } = await database.execute(sql`
        delete from account_checks as made
        where made.workspace_id = ${workspaceId} and made.account_id in ${accounts}
          and made.checked_at < now() - make_interval(days => ${keptDays})
          and made.standing_before = made.standing_after
          and exists (
            select from account_checks as newer
            where newer.workspace_id = made.workspace_id and newer.account_id = made.account_id
              and newer.checked_at > made.checked_at)`);
      return { removed: rowCount ?? 0, done: false };
    },
  };
}
