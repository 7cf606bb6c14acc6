import type { ChannelPost } from '../../../telegram/channel-reading.ts';
import type { PoolReader, PoolReading } from '../../../telegram/pool-reader.ts';
import { placementActor, type PlacementReading } from '../commands/record-look.ts';
import { findByText, lookedForBeforeMs } from '../find-by-text.ts';
import type { ClaimedPlacement } from './claim-placement.ts';

/** What a look came to, or until when it makes no sense to try (milliseconds UTC): nobody can look at anything. */
export type Looked =
  | { readonly kind: 'looked'; readonly reading: PlacementReading }
  | { readonly kind: 'nobody'; readonly until: number };

/** How soon it is tried again when no account of the pool is free, in milliseconds. */
const withoutAccountMs = 30_000;

/** A look that read nothing of a post. */
export const nothingRead: Omit<PlacementReading, 'outcome'> = {
  accountId: null,
  messageId: null,
  text: null,
  views: null,
  forwards: null,
  editedAt: null,
  problem: null,
};

/**
 * Has an account of the pool read the post, or look for it by its text where no link was given. It only reads: nothing is joined, nothing counts as a view.
 */
export async function lookAtPost(reader: PoolReader, claimed: ClaimedPlacement): Promise<Looked> {
  const { username, messageId, telegramId, orderId, postText, publishedAt, taken } = claimed;
  if (username === null) return looked('private', 'NO_USERNAME');
  const purpose = { actor: placementActor.name, reference: { kind: 'order', id: String(orderId) } } as const;
  if (messageId === null) {
    const since = publishedAt - lookedForBeforeMs;
    const recent = await reader.readRecentPosts({ username, telegramId, since }, purpose);
    if (recent.kind !== 'read') return notRead(recent);
    const { value, accountId } = recent;
    const found = findByText(value.posts, value.isComplete, { text: postText, publishedAt, taken });
    if (found.kind === 'found') return seen(found.post, accountId);
    const outcome = found.kind === 'nowhere' ? 'missing' : 'unreachable';
    return { kind: 'looked', reading: { ...nothingRead, outcome, accountId, problem: problems[found.kind] } };
  }
  const reading = await reader.readPost({ username, telegramId, messageId }, purpose);
  if (reading.kind !== 'read') return notRead(reading);
  const { value, accountId } = reading;
  return value.state === 'missing'
    ? { kind: 'looked', reading: { ...nothingRead, outcome: 'missing', accountId, messageId } }
    : seen(value, accountId);
}

const problems = { nowhere: 'TEXT_NOT_FOUND', unsure: 'POST_NUMBER_UNKNOWN' } as const;

function seen(
  { messageId, text, views, forwards, editedAt }: ChannelPost,
  accountId: PlacementReading['accountId'],
): Looked {
  return {
    kind: 'looked',
    reading: {
      outcome: editedAt === null ? 'up' : 'edited',
      accountId,
      messageId,
      text,
      views,
      forwards,
      editedAt: editedAt === null ? null : new Date(editedAt),
      problem: null,
    },
  };
}

function notRead(reading: Exclude<PoolReading<unknown>, { readonly kind: 'read' }>): Looked {
  switch (reading.kind) {
    case 'not_found':
      return looked('channel_vanished', 'USERNAME_NOT_FOUND');
    case 'not_a_channel':
      return looked('channel_vanished', `USERNAME_OF_${reading.found.toUpperCase()}`);
    case 'other_channel':
      return looked('channel_vanished', 'USERNAME_OF_OTHER_CHANNEL');
    case 'private':
      return looked('private', 'CHANNEL_PRIVATE');
    case 'unreachable':
      return looked('unreachable', reading.errorCode);
    case 'no_account':
      return { kind: 'nobody', until: Date.now() + withoutAccountMs };
    case 'flood_wait':
      return { kind: 'nobody', until: reading.until };
  }
}

function looked(outcome: PlacementReading['outcome'], problem: string): Looked {
  return { kind: 'looked', reading: { ...nothingRead, outcome, problem } };
}
