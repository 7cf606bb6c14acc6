import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { AccountUsage, accountDetailsContract } from '#contract/account-details.ts';
import { instant } from '#contract/time.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { requireInPool } from './require-in-pool.ts';

type Input = z.output<typeof accountDetailsContract.usage.input>;

/**
 * One page of what an account was connected for, newest first: its checks and its other operations. Rows that are added
 * meanwhile do not shift the pages. @throws OpsdeckError NOT_FOUND
 */
export async function listUsage(
  workspace: Workspace,
  { id, before, limit }: Input,
): Promise<{ rows: AccountUsage[]; more: boolean }> {
  await requireInPool(workspace, id);
  const beforeAt = before === null ? null : new Date(before.at).toISOString();
  const earlier = (at: string, key: string) =>
    before === null
      ? sql`true`
      : sql`${sql.raw(at)} <= ${beforeAt}::timestamptz
          and (${sql.raw(at)}, ${sql.raw(key)} collate "C") < (${beforeAt}::timestamptz, ${before.key}::text collate "C")`;
  const checkKey = `'check:' || entry.run_id`;
  const usageKey = `'usage:' || lpad(entry.id::text, 19, '0')`;
  const { rows } = await workspace.database.execute<{
    key: string;
    at: Date;
    kind: AccountUsage['kind'];
    actor: string;
    reference_kind: NonNullable<AccountUsage['reference']>['kind'] | null;
    reference_id: string | null;
    outcome: AccountUsage['outcome'];
    error_code: string | null;
    latency_ms: number;
  }>(sql`
    select * from (
      (select ${sql.raw(checkKey)} as key, entry.checked_at as at, 'check' as kind, run.requested_by as actor,
        'run' as reference_kind, entry.run_id::text as reference_id, entry.outcome, entry.error_code, entry.latency_ms
      from account_checks entry
      join account_check_runs run on run.workspace_id = entry.workspace_id and run.id = entry.run_id
      where entry.workspace_id = ${workspace.id} and entry.account_id = ${id}
        and ${earlier('entry.checked_at', `(${checkKey})`)}
      order by entry.checked_at desc, (${sql.raw(checkKey)}) collate "C" desc limit ${limit + 1})
      union all
      (select ${sql.raw(usageKey)} as key, entry.at, entry.kind, entry.actor,
        entry.reference_kind, entry.reference_id, entry.outcome, entry.error_code, entry.latency_ms
      from account_usage entry
      where entry.workspace_id = ${workspace.id} and entry.account_id = ${id}
        and ${earlier('entry.at', `(${usageKey})`)}
      order by entry.at desc, entry.id desc limit ${limit + 1})
    ) as log
    order by at desc, key collate "C" desc limit ${limit + 1}`);
  return {
    more: rows.length > limit,
    rows: rows.slice(0, limit).map((row) => ({
      key: row.key,
      at: instant(new Date(row.at)),
      kind: row.kind,
      actor: row.actor,
      reference:
        row.reference_kind === null || row.reference_id === null
          ? null
          : { kind: row.reference_kind, id: row.reference_id },
      outcome: row.outcome,
      errorCode: row.error_code,
      latencyMs: row.latency_ms,
    })),
  };
}
