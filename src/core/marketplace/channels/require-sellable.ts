import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Order } from '../orders/lock-order.ts';
import { requireFreeSlot } from './require-free-slot.ts';
import { channels } from './schema.ts';

/**
 * Passes when new money may be taken for the order: its channel is approved, and the slot it wants is free. A decision about the
 * channel waits until the transaction ends.
 *
 * @throws OpsdeckError LISTING_NOT_FOR_SALE, SLOT_TAKEN
 */
export async function requireSellable(transaction: Transaction, order: Order, now: Date): Promise<void> {
  const { workspaceId, channelId, listingId, advertiserId, scheduledAt } = order;
  const [channel] = await transaction
    .select({ state: channels.state })
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, channelId)))
    .for('share')
    .prepare('channel_sellable')
    .execute();
  if (channel?.state !== 'approved') {
    const why = `its channel is ${channel?.state ?? 'gone'}`;
    throw new OpsdeckError('LISTING_NOT_FOR_SALE', { id: listingId, customer: advertiserId, why });
  }
  if (scheduledAt !== null) {
    const wanted = { channelId, scheduledAt, besides: order.id };
    await requireFreeSlot(transaction, { id: workspaceId }, wanted, now);
  }
}
