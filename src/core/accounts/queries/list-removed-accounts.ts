import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import {
  type accountRemovalsContract,
  type RemovedAccount,
  removedAccountSchema,
} from '#contract/account-removals.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { jsonText } from '../../cache/json-text.ts';
import { getRemoval, isRestorable } from './list-removals.ts';

type Input = z.output<typeof accountRemovalsContract.removedAccounts.input>;

const rowSchema = removedAccountSchema.extend({
  logOut: jsonText(removedAccountSchema.shape.logOut.unwrap()).nullable(),
});

/** What became of an account of a removal, as `item`, `account` and `removal`. */
export const removedAccountState = sql`case when account.removed_at is null then 'in_pool'
  when account.removed_at <> removal.removed_at then 'removed_again'
  when ${isRestorable} then 'restorable' else 'gone' end`;

/** One page of the accounts that a removal took, by ID. @throws OpsdeckError NOT_FOUND */
export async function listRemovedAccounts(
  cache: CacheReads,
  { removalId, offset, limit }: Input,
): Promise<{ rows: RemovedAccount[]; total: number }> {
  const { accounts: total } = await getRemoval(cache, removalId);
  const rows = await cache.rows(
    sql`select item.account_id as "accountId", account.display_name as "displayName", account.phone,
        ${removedAccountState} as state,
        case when log_out.state is not null then json_object(
          'state', log_out.state, 'outcome', log_out.outcome, 'errorCode', log_out.error_code,
          'attempts', log_out.attempts, 'endedAt', log_out.ended_at,
          'nextAttemptAt', case when log_out.state = 'waiting' then log_out.next_attempt_at end) end as "logOut"
      from account_removals as removal
      join account_removal_items as item on item.removal_id = removal.id
      join accounts as account on account.id = item.account_id
      left join account_log_outs as log_out
        on log_out.removal_id = item.removal_id and log_out.account_id = item.account_id
      where removal.id = ${removalId}
      order by item.account_id limit ${limit} offset ${offset}`,
    rowSchema,
  );
  return { total, rows };
}
