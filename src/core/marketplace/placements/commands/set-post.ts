import { and, eq, ne } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import { actorKindOf } from '#contract/marketplace/order-moves.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { addEvidence } from '../../disputes/commands/add-evidence.ts';
import { disputes } from '../../disputes/schema.ts';
import { lockOrder, notBefore, type Order } from '../../orders/lock-order.ts';
import { orderEvents, orders } from '../../orders/schema.ts';
import { placements } from '../schema.ts';

export type SetPostInput = {
  readonly orderId: OrderId;
  /** The version that whoever decides has seen. */
  readonly version: number;
  readonly messageId: number;
  readonly reason: string;
};

/**
 * Says which post of the channel is the order's, after its publication. The timeline keeps which it was and why it changed; a dispute
 * hears of it; and the post is looked at at once, afresh: a look at the other one that is under way is dropped.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND, ORDER_CHANGED, ORDER_MOVE_IMPOSSIBLE for an order that is neither published nor disputed,
 *   POST_OF_OTHER_ORDER, ORDER_REASON_MISSING, INVALID_INPUT where it is the order's post already
 */
export async function setPost(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  input: SetPostInput,
  now: Date,
): Promise<{ version: number }> {
  const order = await lockOrder(transaction, workspace, input, now);
  await refuseImpossible(transaction, order, input);
  const { id: orderId, workspaceId } = order;
  const { messageId } = input;
  const reason = input.reason.trim();
  const version = order.version + 1;
  const at = notBefore(order, now);
  await transaction
    .update(orders)
    .set({ messageId, version })
    .where(and(eq(orders.workspaceId, workspaceId), eq(orders.id, orderId)));
  await transaction.insert(orderEvents).values({
    workspaceId,
    orderId,
    at,
    orderVersion: version,
    kind: 'edited',
    actorKind: actorKindOf(actor.mover),
    actor: actor.name,
    reason: `${inWords(order.messageId, messageId)}: ${reason}`,
    details: { post: order.messageId },
  });
  const afresh = {
    dueAt: now,
    askedAt: now,
    claim: null,
    claimedUntil: null,
    lastOutcome: null,
    lastTextHash: null,
    misses: 0,
    failures: 0,
  };
  await transaction
    .insert(placements)
    .values({ workspaceId, orderId, ...afresh })
    .onConflictDoUpdate({ target: [placements.workspaceId, placements.orderId], set: afresh });
  if (order.status === 'disputed') await tellDispute(transaction, order, actor, input, now);
  return { version };
}

async function refuseImpossible(
  transaction: Transaction,
  { workspaceId, id, status, channelId, messageId: before }: Order,
  { messageId, reason }: SetPostInput,
): Promise<void> {
  if (status !== 'published' && status !== 'disputed')
    throw new OpsdeckError('ORDER_MOVE_IMPOSSIBLE', { id: String(id), status, move: 'say which post it is' });
  if (reason.trim() === '') throw new OpsdeckError('ORDER_REASON_MISSING', { move: 'say which post it is' });
  if (before === messageId)
    throw new OpsdeckError('INVALID_INPUT', { problem: 'it is the post of the order already' });
  const [other] = await transaction
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.workspaceId, workspaceId),
        eq(orders.channelId, channelId),
        eq(orders.messageId, messageId),
        ne(orders.id, id),
      ),
    )
    .limit(1);
  if (other !== undefined)
    throw new OpsdeckError('POST_OF_OTHER_ORDER', { number: String(messageId), id: String(other.id) });
}

async function tellDispute(
  transaction: Transaction,
  { workspaceId, id, messageId: before }: Order,
  actor: Actor,
  { messageId, reason }: SetPostInput,
  now: Date,
): Promise<void> {
  const [dispute] = await transaction
    .select({ id: disputes.id, state: disputes.state })
    .from(disputes)
    .where(and(eq(disputes.workspaceId, workspaceId), eq(disputes.orderId, id)));
  if (dispute === undefined || dispute.state === 'resolved') return;
  const text = `${inWords(before, messageId)}: ${reason.trim()}`;
  await addEvidence(
    transaction,
    { id: workspaceId },
    { disputeId: dispute.id, kind: 'note', side: 'operator', author: actor.name, text },
    now,
  );
}

function inWords(before: number | null, messageId: number): string {
  return before === null ? `It is post ${messageId}` : `It is post ${messageId}, not post ${before}`;
}
