import type { PoolReader } from '../../../telegram/pool-reader.ts';
import { placementActor, type PlacementReading } from '../commands/record-look.ts';
import type { ClaimedPlacement } from './claim-placement.ts';

/** What a look came to, or until when it makes no sense to try (milliseconds UTC): nobody can look at anything. */
export type Looked =
  | { readonly kind: 'looked'; readonly reading: PlacementReading }
  | { readonly kind: 'nobody'; readonly until: number };

/** How soon it is tried again when no account of the pool is free, in milliseconds. */
const withoutAccountMs = 30_000;

const nothing: Omit<PlacementReading, 'outcome'> = {
  accountId: null,
  messageId: null,
  text: null,
  views: null,
  forwards: null,
  editedAt: null,
  problem: null,
};

/** Has an account of the pool read the post. It only reads: nothing is joined, nothing counts as a view. */
export async function lookAtPost(reader: PoolReader, claimed: ClaimedPlacement): Promise<Looked> {
  const { username, messageId, telegramId, orderId } = claimed;
  if (username === null) return looked('private', 'NO_USERNAME');
  if (messageId === null) return looked('unreachable', 'POST_NUMBER_UNKNOWN');
  const reading = await reader.readPost(
    { username, telegramId, messageId },
    { actor: placementActor.name, reference: { kind: 'order', id: String(orderId) } },
  );
  switch (reading.kind) {
    case 'read': {
      const { value, accountId } = reading;
      if (value.state === 'missing')
        return { kind: 'looked', reading: { ...nothing, outcome: 'missing', accountId, messageId } };
      const { text, views, forwards, editedAt } = value;
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
  return { kind: 'looked', reading: { ...nothing, outcome, problem } };
}
