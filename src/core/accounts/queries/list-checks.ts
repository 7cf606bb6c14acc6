import { sql } from 'drizzle-orm';
import { type AccountCheck, accountCheckSchema } from '#contract/account-checks.ts';
import type { AccountId } from '#contract/ids.ts';
import type { CacheReads } from '../../cache/cache.ts';

/** The account's newest checks, newest first. */
export function listChecks(cache: CacheReads, id: AccountId, limit: number): Promise<AccountCheck[]> {
  return cache.rows(
    sql`select run_id as "runId", attempt, outcome, error_code as "errorCode", latency_ms as "latencyMs",
        checked_at as "checkedAt", standing_before as "standingBefore", standing_after as "standingAfter"
      from account_checks where account_id = ${id} order by checked_at desc limit ${limit}`,
    accountCheckSchema,
  );
}
