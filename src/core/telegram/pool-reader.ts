import type { AccountId } from '#contract/ids.ts';
import type {
  ChannelFacts,
  PostAddress,
  PostReading,
  RecentPosts,
  RecentPostsReading,
} from './channel-reading.ts';

/** For whom and what for, as the usage log shows it. */
export type ReadingPurpose = {
  /** The operator's name, or what acts by itself. */
  readonly actor: string;
  /** The order or channel; null when it is none that is known yet. */
  readonly reference: { readonly kind: 'order' | 'channel'; readonly id: string } | null;
};

/** Why no account of the pool could read. */
export type NoAccountReason =
  | 'telegram_not_configured'
  /** None has passed its last check. */
  | 'none_healthy'
  /** Those that work are all connected by somebody at this moment. */
  | 'all_in_use'
  /** Those that were tried turned out not to work, and are marked so. */
  | 'all_failed';

/** What a reading through the pool came to. Whatever Telegram or the pool may do is one of these, never an exception. */
export type PoolReading<Value> =
  | {
      readonly kind: 'read';
      readonly value: Value;
      readonly accountId: AccountId;
      /** When the answer was there, UTC milliseconds. */
      readonly readAt: number;
      readonly latencyMs: number;
    }
  /** Nobody has the username, or it cannot be one. A channel that was there before has vanished or goes by another name. */
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_a_channel'; readonly found: 'user' | 'group' }
  /** The username belongs to another channel than the one that was asked for. */
  | { readonly kind: 'other_channel' }
  | { readonly kind: 'private' }
  | { readonly kind: 'no_account'; readonly reason: NoAccountReason }
  /** Every account that works has been told to wait; the first may be used again then, UTC milliseconds. */
  | { readonly kind: 'flood_wait'; readonly until: number }
  /** The network, or Telegram itself; says nothing of channel or account. */
  | { readonly kind: 'unreachable'; readonly errorCode: string };

/**
 * Reads Telegram through the accounts of the pool. It chooses a healthy account that nobody connects and that has not been told to
 * wait, least recently used first; holds the lease on it while it reads; starts no sooner than the pace of the settings allows; writes the usage
 * log; and marks an account that turns out not to work, and goes on with another.
 *
 * Nothing is joined, and nothing counts as a view. Public channels only: one without a username is `private` to whoever is not in it.
 *
 * @throws OpsdeckError BACKEND_UNREACHABLE while the database is away, VAULT_KEY_UNUSABLE, SHUTTING_DOWN
 */
export type PoolReader = {
  readChannel(username: string, purpose: ReadingPurpose): Promise<PoolReading<ChannelFacts>>;
  readPost(address: PostAddress, purpose: ReadingPurpose): Promise<PoolReading<PostReading>>;
  readRecentPosts(wanted: RecentPosts, purpose: ReadingPurpose): Promise<PoolReading<RecentPostsReading>>;
};
