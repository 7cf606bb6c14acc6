import { sql } from 'drizzle-orm';
import type { Standing } from '#contract/accounts.ts';
import { type AccountId, accountIdSchema, type CheckRunId } from '#contract/ids.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Lease } from '../leases/lease.ts';
import type { LeaseHolder } from '../leases/lease-holder.ts';

/** An account whose turn it is, leased to this host until its result is recorded or the lease runs out. */
export type ClaimedAccount = {
  readonly accountId: AccountId;
  readonly runId: CheckRunId;
  readonly standing: Standing;
  readonly health: number | null;
  /** How much longer Telegram's flood wait lasts, in milliseconds; 0 when there is none. */
  readonly floodWaitMs: number;
  /** Encrypted; null when the account has no session any more. */
  readonly session: Buffer | null;
  readonly lease: Lease;
  /** Which attempt of its run this is, from 1. */
  readonly attempt: number;
};

/**
 * Takes the next waiting accounts of the running checks, oldest run first and what is tried again last, and leases each to this host in the same
 * statement. An account that anybody holds a live lease on is passed over, so no session is ever used twice at once, however
 * many hosts and runs there are. `skip locked` keeps hosts that claim at the same moment from waiting for each other.
 */
export async function claimAccounts(
  workspace: Workspace,
  holder: LeaseHolder,
  options: { readonly limit: number; readonly leaseMs: number },
): Promise<ClaimedAccount[]> {
  const askedAt = performance.now();
  const { rows } = await workspace.database.execute<{
    account_id: string;
    run_id: CheckRunId;
    standing: Standing;
    health: number | null;
    flood_wait_ms: string;
    ciphertext: Buffer | null;
    fence: string;
    attempts: number;
  }>(sql`
    with waiting as (
      select item.account_id, item.run_id, item.attempts, account.standing, account.health,
        greatest(0, extract(epoch from account.flood_wait_until - now()) * 1000)::bigint as flood_wait_ms
      from account_check_runs run
      join account_check_items item on item.workspace_id = run.workspace_id and item.run_id = run.id
      join accounts account on account.workspace_id = item.workspace_id and account.id = item.account_id
      where run.workspace_id = ${workspace.id} and run.state = 'running'
        and item.outcome is null and (item.not_before is null or item.not_before <= now())
        and account.removed_at is null
        and not exists (
          select from account_leases lease
          where lease.workspace_id = item.workspace_id and lease.account_id = item.account_id
            and lease.expires_at > now())
      order by run.started_at, item.attempts, item.account_id
      limit ${options.limit}
      for no key update of account skip locked
    ), first_of_each as (
      select distinct on (account_id) * from waiting order by account_id
    ), leased as (
      insert into account_leases (workspace_id, account_id, holder, holder_name, expires_at)
      select ${workspace.id}, account_id, ${holder.id}, ${holder.name},
        now() + make_interval(secs => ${options.leaseMs / 1000})
      from first_of_each
      on conflict (workspace_id, account_id) do update
        set holder = excluded.holder, holder_name = excluded.holder_name, expires_at = excluded.expires_at,
          fence = excluded.fence
        where account_leases.expires_at <= now()
      returning account_id, fence
    )
    select claimed.account_id, claimed.run_id, claimed.standing, claimed.health, claimed.flood_wait_ms, session.ciphertext,
      leased.fence, claimed.attempts
    from first_of_each claimed
    join leased on leased.account_id = claimed.account_id
    left join account_sessions session
      on session.workspace_id = ${workspace.id} and session.account_id = claimed.account_id`);
  return rows.map((row) => ({
    accountId: accountIdSchema.parse(Number(row.account_id)),
    lease: {
      accountId: accountIdSchema.parse(Number(row.account_id)),
      fence: Number(row.fence),
      validUntil: askedAt + options.leaseMs,
    },
    runId: row.run_id,
    standing: row.standing,
    health: row.health,
    floodWaitMs: Number(row.flood_wait_ms),
    session: row.ciphertext,
    attempt: row.attempts + 1,
  }));
}
