import { sql } from 'drizzle-orm';
import type { CheckOutcome } from '#contract/accounts.ts';
import type { CheckResult } from '../../telegram/driver.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { healthAfter, isChange, standingAfter } from '../standing.ts';
import type { ClaimedAccount } from './claim-accounts.ts';
import { type Retries, retryAfterMs } from './retries.ts';

export type CheckedAccount = {
  readonly claimed: ClaimedAccount;
  /** UTC milliseconds. */
  readonly checkedAt: number;
  readonly result: CheckResult;
  /** False when the account was left alone, because Telegram had told it to wait: no history, nothing learned. */
  readonly contacted: boolean;
};

/**
 * Writes results in one statement: the account's new standing, its row of history, the item of its run, and the end of its
 * lease. All of it or nothing; repeating it changes nothing, because a lease ends and an attempt counts once. An account that
 * was not reached waits for its next attempt, if the run goes on and it has one left, and has no outcome until then. A result whose lease
 * has gone to another host meanwhile is dropped: that host makes the check again, and its word is the newer one.
 */
export async function recordResults(
  workspace: Workspace,
  checked: readonly CheckedAccount[],
  retries: Retries,
): Promise<void> {
  if (checked.length === 0) return;
  await workspace.database.execute(sql`
    with result as (
      select * from jsonb_to_recordset(${JSON.stringify(checked.map((one) => toRow(one, retries)))}::jsonb) as row (
        account_id bigint, fence bigint, run_id uuid, checked_at timestamptz, contacted boolean, outcome text, error_code text,
        latency_ms int, flood_wait_until timestamptz, standing_before text, standing_after text, changed boolean,
        health smallint, attempt smallint, retry_after_ms int, user_id bigint, phone text, display_name text, username text)
    ), settled as (
      update account_check_items item set attempts = result.attempt, changed = result.changed,
        outcome = case when result.retry_after_ms is not null and run.state = 'running' then null else result.outcome end,
        not_before = case when run.state = 'running' then now() + make_interval(secs => result.retry_after_ms / 1000.0) end
      from result
      join account_check_runs run on run.workspace_id = ${workspace.id} and run.id = result.run_id
      join account_leases lease on lease.workspace_id = ${workspace.id}
        and lease.account_id = result.account_id and lease.fence = result.fence
      where item.workspace_id = ${workspace.id} and item.run_id = result.run_id
        and item.account_id = result.account_id and item.outcome is null and item.attempts = result.attempt - 1
      returning result.account_id, result.run_id, result.fence
    ), learned as (
      select result.* from result join settled using (account_id, run_id, fence) where result.contacted
    ), history as (
      insert into account_checks (workspace_id, account_id, run_id, checked_at, outcome, error_code, latency_ms,
        standing_before, standing_after, attempt)
      select ${workspace.id}, account_id, run_id, checked_at, outcome, error_code, latency_ms, standing_before, standing_after,
        attempt
      from learned
    ), standing as (
      update accounts account set
        standing = learned.standing_after,
        standing_reason = case when learned.outcome = 'unreachable' then account.standing_reason else learned.error_code end,
        flood_wait_until = case when learned.outcome = 'unreachable' then account.flood_wait_until
          else learned.flood_wait_until end,
        health = learned.health,
        last_checked_at = learned.checked_at,
        last_used_at = learned.checked_at,
        last_latency_ms = case when learned.outcome = 'unreachable' then account.last_latency_ms else learned.latency_ms end,
        telegram_user_id = coalesce(learned.user_id, account.telegram_user_id),
        phone = coalesce(learned.phone, account.phone),
        display_name = coalesce(nullif(learned.display_name, ''), account.display_name),
        username = case when learned.user_id is null then account.username else learned.username end
      from learned
      where account.workspace_id = ${workspace.id} and account.id = learned.account_id
    )
    delete from account_leases lease using result
    where lease.workspace_id = ${workspace.id} and lease.account_id = result.account_id and lease.fence = result.fence`);
}

function toRow({ claimed, checkedAt, result, contacted }: CheckedAccount, retries: Retries) {
  const after = standingAfter(claimed.standing, result.outcome);
  return {
    account_id: claimed.accountId,
    fence: claimed.lease.fence,
    run_id: claimed.runId,
    checked_at: new Date(checkedAt).toISOString(),
    contacted,
    outcome: result.outcome satisfies CheckOutcome,
    error_code: result.errorCode,
    latency_ms: Math.round(result.latencyMs),
    flood_wait_until:
      result.floodWaitSeconds === null
        ? null
        : new Date(checkedAt + result.floodWaitSeconds * 1000).toISOString(),
    standing_before: claimed.standing,
    standing_after: after,
    changed: contacted && isChange(claimed.standing, after),
    health: healthAfter(claimed.health, result.outcome),
    attempt: claimed.attempt,
    retry_after_ms: retryAfterMs(result, claimed.attempt, retries, Math.random()),
    user_id: result.self?.userId ?? null,
    phone: result.self?.phone ?? null,
    display_name: withoutNul(result.self?.displayName ?? null),
    username: withoutNul(result.self?.username ?? null),
  };
}

/** Postgres text cannot hold NUL; a name with one comes from a hostile account, not from a person. */
function withoutNul(text: string | null): string | null {
  return text?.replaceAll('\u0000', '') ?? null;
}
