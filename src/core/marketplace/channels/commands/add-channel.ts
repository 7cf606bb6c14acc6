import { sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelId, CustomerId } from '#contract/ids.ts';
import type { ChannelLook } from '#contract/marketplace/channel.ts';
import type { Category } from '#contract/marketplace/channels.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { requireTrading } from '../../customers/require-trading.ts';
import { requireUnknown } from '../look-at-channel.ts';
import { channelEvents, channels } from '../schema.ts';

export type AddChannelInput = {
  readonly look: ChannelLook;
  readonly ownerId: CustomerId;
  readonly category: Category;
  readonly language: string | null;
  readonly country: string | null;
};

/**
 * Puts a channel on the marketplace, as Telegram describes it; it waits for approval. Two who add the same one at once: the second
 * is told that it is here.
 *
 * @throws OpsdeckError CHANNEL_KNOWN, NOT_FOUND, CUSTOMER_SUSPENDED, OWNER_UNFIT
 */
export async function addChannel(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { look, ownerId, category, language, country }: AddChannelInput,
  now: Date,
): Promise<{ id: ChannelId; version: number }> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`channel:${workspace.id}:${look.telegramId}`}, 0))`,
  );
  await requireUnknown(transaction, workspace, look);
  const owner = (await requireTrading(transaction, workspace, [ownerId])).get(ownerId);
  if (owner?.role !== 'editor' && owner?.role !== 'both') {
    throw new OpsdeckError('OWNER_UNFIT', { name: owner?.name ?? String(ownerId) });
  }
  const [added] = await transaction
    .insert(channels)
    .values({
      workspaceId: workspace.id,
      ownerId,
      telegramId: BigInt(look.telegramId),
      createdAt: now,
      readAt: now,
      measuredAt: look.subscribers === null ? null : now,
      subscribers: look.subscribers ?? 0,
      averageViews: look.averageViews ?? 0,
      category,
      username: look.username,
      title: look.title,
      description: look.description,
      isVerified: look.isVerified,
      isScam: look.isScam,
      language,
      country,
    })
    .returning({ id: channels.id, version: channels.version });
  if (added === undefined) throw new Error('the new channel was not returned');
  await transaction.insert(channelEvents).values({
    workspaceId: workspace.id,
    channelId: added.id,
    at: now,
    channelVersion: added.version,
    kind: 'added',
    toState: 'pending',
    actor: actor.name,
  });
  return added;
}
