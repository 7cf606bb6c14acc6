import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { accountIdSchema, type AccountId } from '#contract/ids.ts';
import type { Queryable, Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accounts, accountSessions } from '../schema.ts';

/** The account that has a session which is to be added. */
export type KnownSession = { readonly id: AccountId; readonly removed: boolean; readonly leased: boolean };

/** By the session's fingerprint in hexadecimal digits. */
export type KnownSessions = ReadonlyMap<string, KnownSession>;

/** Somebody connects the account right now; `whenFree` tries again. */
export class AccountInUse extends Error {
  override readonly name = 'AccountInUse';
}

/**
 * The rule of who is who, for one session and for a file of them: `new` is nobody's yet; `there` belongs to an account of the
 * pool; `returns` to one that was removed a moment ago and comes back as it was. Throws `AccountInUse` while the log-out of
 * that removal is under way: the session would come back and die.
 */
export function recognise(known: KnownSession | undefined): 'new' | 'there' | 'returns' {
  if (known === undefined) return 'new';
  if (!known.removed) return 'there';
  if (known.leased) throw new AccountInUse();
  return 'returns';
}

const leasePollMs = 200;
/** A lease ends by itself much earlier, unless the account is checked over and over. */
const leasePatienceMs = 60_000;

/** Does the work again until it does not throw `AccountInUse`, for a minute at most. */
export async function whenFree<Result>(work: () => Promise<Result>): Promise<Result> {
  const giveUpAt = Date.now() + leasePatienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AccountInUse) || Date.now() > giveUpAt) throw error;
      await sleep(leasePollMs);
    }
  }
}

/** Which of these sessions belong to an account. */
export async function findKnownSessions(
  workspace: Workspace,
  queryable: Queryable,
  fingerprints: readonly Buffer[],
): Promise<KnownSessions> {
  // The real time, as an import asks again within its transaction. One look into the index for each session: the planner, which knows nothing of rows just written, would read the whole table.
  const { rows } = await queryable.execute<{
    fingerprint: Buffer;
    id: string;
    removed: boolean;
    leased: boolean;
  }>(sql`
    select session.fingerprint, account.id, account.removed_at is not null as removed,
      exists (select from account_leases lease where lease.workspace_id = account.workspace_id
        and lease.account_id = account.id and lease.expires_at > clock_timestamp()) as leased
    from unnest(${sql.param(fingerprints)}::bytea[]) as wanted (fingerprint)
    cross join lateral (
      select * from ${accountSessions} session
      where session.workspace_id = ${workspace.id} and session.fingerprint = wanted.fingerprint limit 1) as session
    cross join lateral (
      select * from ${accounts} account
      where account.workspace_id = ${workspace.id} and account.id = session.account_id limit 1) as account`);
  return new Map(
    rows.map(({ fingerprint, id, removed, leased }) => [
      fingerprint.toString('hex'),
      { id: accountIdSchema.parse(Number(id)), removed, leased },
    ]),
  );
}

/** Puts removed accounts back into the pool, as they were; with a label, that one is added. */
export async function bringBack(
  workspace: Workspace,
  transaction: Transaction,
  ids: readonly AccountId[],
  label: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .update(accounts)
    .set({
      removedAt: null,
      ...(label === null
        ? {}
        : {
            labels: sql`case when ${label}::text = any(${accounts.labels}) then ${accounts.labels}
              else array_append(${accounts.labels}, ${label}::text) end`,
          }),
    })
    .where(
      and(
        eq(accounts.workspaceId, workspace.id),
        inArray(accounts.id, [...ids]),
        isNotNull(accounts.removedAt),
      ),
    );
}
