import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Account, type accountSortColumns, accountSchema } from '#contract/accounts.ts';
import { accountIdSchema } from '#contract/ids.ts';
import { instantSchema } from '#contract/time.ts';
import { jsonText } from '../cache/json-text.ts';
import type { LeaseHolder } from './leases/lease-holder.ts';

type SortColumn = (typeof accountSortColumns)[number];

/** The column of the local copy behind each column that the pool can be sorted by. */
export const sortedColumn: Readonly<Record<SortColumn, SQL>> = {
  id: sql`accounts.id`,
  phone: sql`accounts.phone`,
  displayName: sql`accounts.display_name`,
  standing: sql`accounts.standing`,
  health: sql`accounts.health`,
  joinedChannels: sql`accounts.joined_channels`,
  lastUsedAt: sql`accounts.last_used_at`,
  lastCheckedAt: sql`accounts.last_checked_at`,
  addedAt: sql`accounts.added_at`,
};

const leaseSchema = z.object({ holder: z.string(), name: z.string(), until: instantSchema });

/** A row of `accountSelect`. */
export const accountRowSchema = accountSchema.omit({ heldBy: true }).extend({
  sameAs: accountIdSchema.nullable(),
  labels: jsonText(z.array(z.string())),
  lease: jsonText(leaseSchema).nullable(),
});

/**
 * What a page may see of an account, which console has it connected at this instant, and as which other row the pool has it
 * again: a pasted session has no user ID until its first check, so the same account can be signed in beside it. The two are
 * not merged: each has a session, a history and labels of its own.
 */
export function accountSelect(now: number): SQL {
  return sql`accounts.id, accounts.phone, accounts.display_name as "displayName", accounts.username, accounts.standing,
    accounts.standing_reason as "standingReason", accounts.flood_wait_until as "floodWaitUntil", accounts.health,
    accounts.joined_channels as "joinedChannels", accounts.channel_limit as "channelLimit", accounts.labels,
    accounts.last_used_at as "lastUsedAt", accounts.last_checked_at as "lastCheckedAt",
    accounts.last_latency_ms as "lastLatencyMs", accounts.added_at as "addedAt", (
      select json_object('holder', lease.holder, 'name', lease.holder_name, 'until', lease.expires_at)
      from account_leases as lease where lease.account_id = accounts.id and lease.expires_at > ${now}
    ) as lease, (
      select min(other.id) from accounts as other
      where other.telegram_user_id = accounts.telegram_user_id and other.id <> accounts.id and other.removed_at is null
    ) as "sameAs"`;
}

export function accountFromRow(
  { lease, sameAs, ...account }: z.output<typeof accountRowSchema>,
  here?: LeaseHolder,
): Account {
  return {
    ...account,
    ...(sameAs === null ? {} : { sameAs }),
    heldBy: lease && { name: lease.name, until: lease.until, here: lease.holder === here?.id },
  };
}
