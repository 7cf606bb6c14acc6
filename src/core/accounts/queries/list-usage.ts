import { sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  type AccountUsage,
  type accountDetailsContract,
  accountUsageSchema,
  usageReferenceKinds,
} from '#contract/account-details.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { requireInCachedPool } from './require-in-cached-pool.ts';

type Input = z.output<typeof accountDetailsContract.usage.input>;

const rowSchema = accountUsageSchema.omit({ reference: true }).extend({
  referenceKind: z.enum(usageReferenceKinds).nullable(),
  referenceId: z.string().nullable(),
});

/**
 * One page of what an account was connected for, newest first: its checks and its other operations. Rows that are added
 * meanwhile do not shift the pages. @throws OpsdeckError NOT_FOUND
 */
export async function listUsage(
  cache: CacheReads,
  { id, before, limit }: Input,
): Promise<{ rows: AccountUsage[]; more: boolean }> {
  await requireInCachedPool(cache, id);
  const checkKey = sql`'check:' || entry.run_id || ':' || entry.attempt`;
  const usageKey = sql`'usage:' || printf('%019d', entry.id)`;
  const earlier = (at: typeof checkKey, key: typeof checkKey) =>
    before === null
      ? sql`true`
      : sql`${at} <= ${before.at} and (${at}, ${key}) < (${before.at}, ${before.key})`;
  const rows = await cache.rows(
    sql`select * from (
      select * from (
        select ${checkKey} as "key", entry.checked_at as at, 'check' as kind, run.requested_by as actor,
          'run' as "referenceKind", entry.run_id as "referenceId", entry.outcome, entry.error_code as "errorCode",
          entry.latency_ms as "latencyMs"
        from account_checks as entry join account_check_runs as run on run.id = entry.run_id
        where entry.account_id = ${id} and ${earlier(sql`entry.checked_at`, checkKey)}
        order by entry.checked_at desc, "key" desc limit ${limit + 1})
      union all
      select * from (
        select ${usageKey} as "key", entry.at, entry.kind, entry.actor, entry.reference_kind as "referenceKind",
          entry.reference_id as "referenceId", entry.outcome, entry.error_code as "errorCode",
          entry.latency_ms as "latencyMs"
        from account_usage as entry
        where entry.account_id = ${id} and ${earlier(sql`entry.at`, usageKey)}
        order by entry.at desc, entry.id desc limit ${limit + 1})
    ) order by at desc, "key" desc limit ${limit + 1}`,
    rowSchema,
  );
  return {
    more: rows.length > limit,
    rows: rows.slice(0, limit).map(({ referenceKind, referenceId, ...row }) => ({
      ...row,
      reference:
        referenceKind === null || referenceId === null ? null : { kind: referenceKind, id: referenceId },
    })),
  };
}
