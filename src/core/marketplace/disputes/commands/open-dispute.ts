import { and, eq } from 'drizzle-orm';
import type { DisputeId, OrderId } from '#contract/ids.ts';
import type { DisputeReason } from '#contract/marketplace/disputes.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { moveOrderIn } from '../../orders/commands/move-order.ts';
import { orders } from '../../orders/schema.ts';
import { askForLook } from '../../placements/ask-for-look.ts';
import { disputeEvidence, disputes } from '../schema.ts';

export type OpenDisputeInput = {
  readonly orderId: OrderId;
  /** The version of the order that was seen. */
  readonly version: number;
  readonly reason: DisputeReason;
  readonly statement: string;
};

/** What fits into a reason on the timeline. */
const longestReason = 500;

/**
 * Opens a dispute on the advertiser's behalf: the order's move and the dispute in one transaction, so that an order is disputed
 * exactly while it has one that is not decided. The post is looked at again at once, and the rules look after that.
 *
 * @throws OpsdeckError as `moveOrderIn` does
 */
export async function openDispute(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { orderId, version, reason, statement }: OpenDisputeInput,
  now: Date,
): Promise<{ id: DisputeId; orderVersion: number }> {
  const told = [reason.replaceAll('_', ' '), statement.trim()].filter((text) => text !== '').join(': ');
  const moved = await moveOrderIn(
    transaction,
    workspace,
    actor,
    { orderId, version, move: 'dispute', reason: told.slice(0, longestReason) },
    now,
  );
  const ofOrder = and(eq(orders.workspaceId, workspace.id), eq(orders.id, orderId));
  const [order] = await transaction
    .select({ advertiserId: orders.advertiserId, publishedAt: orders.publishedAt })
    .from(orders)
    .where(ofOrder);
  if (order === undefined) throw new Error('the order that was moved is not there');
  const openedAt = new Date(Math.max(now.getTime(), order.publishedAt?.getTime() ?? 0));
  const [dispute] = await transaction
    .insert(disputes)
    .values({
      workspaceId: workspace.id,
      orderId,
      openedBy: order.advertiserId,
      openedAt,
      lookAt: openedAt,
      reason,
      statement: statement.trim(),
    })
    .returning({ id: disputes.id });
  if (dispute === undefined) throw new Error('the new dispute was not returned');
  await transaction.insert(disputeEvidence).values({
    workspaceId: workspace.id,
    disputeId: dispute.id,
    at: openedAt,
    kind: 'statement',
    side: actor.mover === 'job' ? 'system' : 'advertiser',
    author: actor.name,
    text: told,
  });
  await askForLook(transaction, workspace, orderId, openedAt);
  return { id: dispute.id, orderVersion: moved.version };
}
