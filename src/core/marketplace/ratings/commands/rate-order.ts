import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OrderId, RatingId } from '#contract/ids.ts';
import type { RatingSide } from '#contract/marketplace/customer-acts.ts';
import { actorKindOf } from '#contract/marketplace/order-moves.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { notBefore } from '../../orders/lock-order.ts';
import { orderEvents, orders } from '../../orders/schema.ts';
import { recomputeRisk } from '../../risk/recompute-risk.ts';
import { ratings } from '../schema.ts';

export type RateOrderInput = {
  readonly orderId: OrderId;
  /** Who says it, of the other side. */
  readonly author: RatingSide;
  readonly stars: number;
  readonly comment: string;
};

/**
 * Writes down what one side of a completed order says of the other, once. The timeline of the order tells who wrote it down, and the
 * risk of whoever it is about is computed again.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND, ORDER_MOVE_IMPOSSIBLE for an order that is not completed, ORDER_RATED
 */
export async function rateOrder(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  actor: Actor,
  { orderId, author, stars, comment }: RateOrderInput,
  now: Date,
): Promise<{ id: RatingId }> {
  const ofOrder = and(eq(orders.workspaceId, workspaceId), eq(orders.id, orderId));
  const [order] = await transaction.select().from(orders).where(ofOrder).for('update');
  if (order === undefined) throw new OpsdeckError('ORDER_NOT_FOUND', { id: String(orderId) });
  const { status, advertiserId, editorId } = order;
  if (status !== 'completed')
    throw new OpsdeckError('ORDER_MOVE_IMPOSSIBLE', { id: String(orderId), status, move: 'rate' });
  const [authorId, subjectId] = author === 'advertiser' ? [advertiserId, editorId] : [editorId, advertiserId];
  const at = notBefore(order, now);
  const [rating] = await transaction
    .insert(ratings)
    .values({ workspaceId, orderId, authorId, subjectId, createdAt: at, stars, comment })
    .onConflictDoNothing({ target: [ratings.workspaceId, ratings.orderId, ratings.authorId] })
    .returning({ id: ratings.id });
  if (rating === undefined) throw new OpsdeckError('ORDER_RATED', { id: String(orderId), side: author });
  const version = order.version + 1;
  await transaction.update(orders).set({ version }).where(ofOrder);
  await transaction.insert(orderEvents).values({
    workspaceId,
    orderId,
    at,
    orderVersion: version,
    kind: 'noted',
    actorKind: actorKindOf(actor.mover),
    actor: actor.name,
    reason: `The ${author} rates the ${author === 'advertiser' ? 'editor' : 'advertiser'}: ${stars} of 5`,
  });
  await recomputeRisk(transaction, { id: workspaceId }, [subjectId], 'rating');
  return rating;
}
