import { and, desc, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { channelEvents, channels } from './schema.ts';

export type ChannelRow = typeof channels.$inferSelect;

/**
 * The channel, theirs alone until the transaction ends; as whoever decides has seen it, where they name the version.
 *
 * @throws OpsdeckError NOT_FOUND, or CHANNEL_CHANGED with who was faster, when, and what they did
 */
export async function lockChannel(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  seen: { readonly id: ChannelId; readonly version: number | null },
  now: Date,
): Promise<ChannelRow> {
  const [channel] = await transaction
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, seen.id)))
    .for('update');
  if (channel === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Channel ${seen.id}` });
  if (seen.version === null || channel.version === seen.version) return channel;
  throw await changedMeanwhile(transaction, channel, now);
}

/** What somebody did to a channel who was faster. */
export async function changedMeanwhile(
  transaction: Transaction,
  channel: ChannelRow,
  now: Date,
): Promise<OpsdeckError<'CHANNEL_CHANGED'>> {
  const [last] = await transaction
    .select()
    .from(channelEvents)
    .where(and(eq(channelEvents.workspaceId, channel.workspaceId), eq(channelEvents.channelId, channel.id)))
    .orderBy(desc(channelEvents.id))
    .limit(1);
  const ago = last === undefined ? 0 : (now.getTime() - last.at.getTime()) / 1_000;
  return new OpsdeckError('CHANNEL_CHANGED', {
    id: String(channel.id),
    by: last?.actor ?? 'somebody',
    secondsAgo: String(Math.max(0, Math.round(ago))),
    what:
      last?.fromState === null || last?.fromState === undefined || last.fromState === last.toState
        ? `it is ${channel.state} now`
        : `${last.fromState} became ${last.toState}`,
  });
}
