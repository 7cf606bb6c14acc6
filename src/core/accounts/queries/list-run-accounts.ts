import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import {
  type accountChecksContract,
  type CheckRunAccount,
  type CheckRunAccountChoice,
  checkRunAccountSchema,
} from '#contract/account-checks.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { booleanColumn } from '../../cache/boolean-column.ts';
import { getCheckRun } from './list-check-runs.ts';

type Input = z.output<typeof accountChecksContract.checkRunAccounts.input>;

const rowSchema = checkRunAccountSchema.extend({ inPool: booleanColumn, reachedSince: booleanColumn });

const chosen: Readonly<Record<CheckRunAccountChoice, SQL>> = {
  all: sql`item.outcome is not null`,
  changed: sql`item.outcome is not null and item.changed = 1`,
  unreachable: sql`item.outcome = 'unreachable'`,
};

/**
 * One page of the accounts of a run that have a result, by ID; also those that left the pool since.
 * @throws OpsdeckError NOT_FOUND
 */
export async function listRunAccounts(
  cache: CacheReads,
  { runId, only, offset, limit }: Input,
): Promise<{ rows: CheckRunAccount[]; total: number }> {
  const { checked, changed, failed } = await getCheckRun(cache, runId);
  const totals: Readonly<Record<CheckRunAccountChoice, number>> = {
    all: checked,
    changed,
    unreachable: failed,
  };
  const rows = await cache.rows(
    sql`select item.account_id as "accountId", account.display_name as "displayName", account.phone,
        account.removed_at is null as "inPool", item.outcome, made.error_code as "errorCode",
        made.standing_before as "standingBefore", made.standing_after as "standingAfter",
        made.latency_ms as "latencyMs", exists (
          select 1 from account_checks as later
          where later.account_id = item.account_id and later.checked_at > made.checked_at
            and later.outcome <> 'unreachable') as "reachedSince"
      from account_check_items as item
      join accounts as account on account.id = item.account_id
      left join account_checks as made on made.account_id = item.account_id and made.run_id = item.run_id
        and made.attempt = item.attempts
      where item.run_id = ${runId} and ${chosen[only]}
      order by item.account_id limit ${limit} offset ${offset}`,
    rowSchema,
  );
  return { total: totals[only], rows };
}
