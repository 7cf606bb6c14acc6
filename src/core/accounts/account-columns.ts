import type { Account, Holder } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import { accounts } from './schema.ts';

/** The columns of an account that the UI may see: everything but what belongs to the session. */
export const accountColumns = {
  id: accounts.id,
  phone: accounts.phone,
  displayName: accounts.displayName,
  username: accounts.username,
  standing: accounts.standing,
  standingReason: accounts.standingReason,
  floodWaitUntil: accounts.floodWaitUntil,
  health: accounts.health,
  joinedChannels: accounts.joinedChannels,
  channelLimit: accounts.channelLimit,
  labels: accounts.labels,
  lastUsedAt: accounts.lastUsedAt,
  lastCheckedAt: accounts.lastCheckedAt,
  lastLatencyMs: accounts.lastLatencyMs,
  addedAt: accounts.addedAt,
};

type AccountRow = { [Column in keyof typeof accountColumns]: (typeof accounts.$inferSelect)[Column] };

export function accountFromRow(row: AccountRow, heldBy: Holder | null, sameAs?: AccountId): Account {
  return {
    ...row,
    heldBy,
    ...(sameAs === undefined ? {} : { sameAs }),
    floodWaitUntil: row.floodWaitUntil && instant(row.floodWaitUntil),
    lastUsedAt: row.lastUsedAt && instant(row.lastUsedAt),
    lastCheckedAt: row.lastCheckedAt && instant(row.lastCheckedAt),
    addedAt: instant(row.addedAt),
  };
}
