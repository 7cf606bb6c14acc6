import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import { actorKindOf } from '#contract/marketplace/order-moves.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { lockOrder, notBefore } from '../lock-order.ts';
import { orderEvents, orders } from '../schema.ts';

export type EditDraftInput = {
  readonly orderId: OrderId;
  readonly version: number;
  readonly postText: string;
  readonly scheduledAt: Date | null;
};

/**
 * Changes what a draft says. The timeline keeps what it said before; what changes nothing makes no new version.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND, ORDER_CHANGED, ORDER_MOVE_IMPOSSIBLE for an order that is no draft any more
 */
export async function editDraft(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  input: EditDraftInput,
  now: Date,
): Promise<{ version: number }> {
  const order = await lockOrder(transaction, workspace, input, now);
  const { id, status } = order;
  if (status !== 'draft')
    throw new OpsdeckError('ORDER_MOVE_IMPOSSIBLE', { id: String(id), status, move: 'edit' });
  const { postText, scheduledAt } = input;
  const before = {
    ...(order.postText === postText ? {} : { postText: order.postText }),
    ...(order.scheduledAt?.getTime() === scheduledAt?.getTime()
      ? {}
      : { scheduledAt: order.scheduledAt?.toISOString() ?? null }),
  };
  if (Object.keys(before).length === 0) return { version: order.version };
  const version = order.version + 1;
  await transaction
    .update(orders)
    .set({ postText, scheduledAt, version })
    .where(and(eq(orders.workspaceId, workspace.id), eq(orders.id, id)));
  await transaction.insert(orderEvents).values({
    workspaceId: workspace.id,
    orderId: id,
    at: notBefore(order, now),
    orderVersion: version,
    kind: 'edited',
    actorKind: actorKindOf(actor.mover),
    actor: actor.name,
    details: before,
  });
  return { version };
}
