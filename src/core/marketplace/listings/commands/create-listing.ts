import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelId, ListingId } from '#contract/ids.ts';
import type { PostFormat } from '#contract/marketplace/channels.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { channels } from '../../channels/schema.ts';
import { recordListing } from '../lock-listing.ts';
import { listings } from '../schema.ts';

export type CreateListingInput = {
  readonly channelId: ChannelId;
  readonly format: PostFormat;
  readonly priceMicros: bigint;
  readonly currency: string;
  readonly durationHours: number;
};

/**
 * Offers posts in a channel. One that waits for approval may be offered already; it is sold only once it is approved.
 *
 * @throws OpsdeckError NOT_FOUND
 */
export async function createListing(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  input: CreateListingInput,
  now: Date,
): Promise<{ id: ListingId; version: number }> {
  const [channel] = await transaction
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.workspaceId, workspace.id), eq(channels.id, input.channelId)));
  if (channel === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Channel ${input.channelId}` });
  const [created] = await transaction
    .insert(listings)
    .values({ workspaceId: workspace.id, ...input, createdAt: now, changedAt: now })
    .returning();
  if (created === undefined) throw new Error('the new listing was not returned');
  await recordListing(transaction, actor, 'created', created, now);
  return { id: created.id, version: created.version };
}
