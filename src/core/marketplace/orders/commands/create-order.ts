import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId, ListingId, OrderId } from '#contract/ids.ts';
import { actorKindOf } from '#contract/marketplace/order-moves.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { requireFreeSlot } from '../../channels/require-free-slot.ts';
import { channels } from '../../channels/schema.ts';
import { requireTrading } from '../../customers/require-trading.ts';
import { commissionOf, rateInForce } from '../../ledger/commission.ts';
import { listings } from '../../listings/schema.ts';
import { orderEvents, orders } from '../schema.ts';

export type CreateOrderInput = {
  readonly advertiserId: CustomerId;
  readonly listingId: ListingId;
  readonly postText: string;
  readonly scheduledAt: Date | null;
};

/**
 * Writes down what a customer wants to buy, as a draft: price, currency, format, term and category as the listing has them now,
 * the commission by the rule in force. No money moves before it is submitted.
 *
 * @throws OpsdeckError NOT_FOUND, LISTING_NOT_FOR_SALE, CUSTOMER_SUSPENDED, SLOT_TAKEN
 */
export async function createOrder(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  input: CreateOrderInput,
  now: Date,
): Promise<{ id: OrderId; version: number }> {
  const { listing, channel } = await findOffer(transaction, workspace, input.listingId);
  const refuse = (why: string) =>
    new OpsdeckError('LISTING_NOT_FOR_SALE', { id: listing.id, customer: input.advertiserId, why });
  if (listing.state !== 'active') throw refuse(`it is ${listing.state}`);
  if (channel.state !== 'approved') throw refuse(`its channel is ${channel.state}`);
  if (channel.ownerId === input.advertiserId) throw refuse('the channel is their own');
  const trading = await requireTrading(transaction, workspace, [input.advertiserId, channel.ownerId]);
  const role = trading.get(input.advertiserId)?.role;
  if (role !== 'advertiser' && role !== 'both') throw refuse('they do not buy, they are no advertiser');
  if (input.scheduledAt !== null) {
    const wanted = { channelId: channel.id, scheduledAt: input.scheduledAt, besides: null };
    await requireFreeSlot(transaction, workspace, wanted, now);
  }
  const { priceMicros, currency, format, durationHours } = listing;
  const rate = await rateInForce({ id: workspace.id, database: transaction }, channel.category, now);
  const [created] = await transaction
    .insert(orders)
    .values({
      workspaceId: workspace.id,
      advertiserId: input.advertiserId,
      editorId: channel.ownerId,
      channelId: channel.id,
      listingId: listing.id,
      priceMicros,
      commissionMicros: commissionOf(priceMicros, rate),
      createdAt: now,
      scheduledAt: input.scheduledAt,
      durationHours,
      status: 'draft',
      category: channel.category,
      format,
      currency,
      postText: input.postText,
    })
    .returning({ id: orders.id, version: orders.version });
  if (created === undefined) throw new Error('the new order was not returned');
  await transaction.insert(orderEvents).values({
    workspaceId: workspace.id,
    orderId: created.id,
    at: now,
    orderVersion: created.version,
    kind: 'created',
    toStatus: 'draft',
    actorKind: actorKindOf(actor.mover),
    actor: actor.name,
  });
  return created;
}

/** The listing and its channel, which stay as they are until the order is written. */
async function findOffer(transaction: Transaction, { id }: Pick<Workspace, 'id'>, listingId: ListingId) {
  const [offer] = await transaction
    .select({ listing: listings, channel: channels })
    .from(listings)
    .innerJoin(
      channels,
      and(eq(channels.workspaceId, listings.workspaceId), eq(channels.id, listings.channelId)),
    )
    .where(and(eq(listings.workspaceId, id), eq(listings.id, listingId)))
    .for('share');
  if (offer === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Listing ${listingId}` });
  return offer;
}
