import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import {
  actorKindOf,
  judgeMove,
  type OrderMove,
  type OrderMoveName,
  orderMoves,
} from '#contract/marketplace/order-moves.ts';
import type { RiskCause } from '#contract/marketplace/risk.ts';
import type { Transaction } from '../../../backend/database.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { requireSellable } from '../../channels/require-sellable.ts';
import { requireTrading } from '../../customers/require-trading.ts';
import { postMovements } from '../../ledger/post-movements.ts';
import { recomputeRisk } from '../../risk/recompute-risk.ts';
import { lockOrder, notBefore, type Order } from '../lock-order.ts';
import { moneyOfMove } from '../order-money.ts';
import { orderEvents, orders } from '../schema.ts';

export type MoveOrderInput = {
  readonly orderId: OrderId;
  readonly move: OrderMoveName;
  /** The version that whoever decides has seen. */
  readonly version: number;
  readonly reason?: string;
  /** Of a publication: Telegram's number of the post in its channel. */
  readonly messageId?: number;
  /** Of a release after a dispute: what goes back to the advertiser. */
  readonly givenBackMicros?: bigint;
};

/**
 * Makes one move of one order: status, money, timeline and version in one transaction, so that either all of it happened or
 * nothing. Two who decide at once: the second is told what the first did.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND, ORDER_CHANGED, ORDER_MOVE_IMPOSSIBLE, ORDER_REASON_MISSING, FORBIDDEN,
 *   CUSTOMER_SUSPENDED, LISTING_NOT_FOR_SALE, SLOT_TAKEN, WALLET_TOO_LOW.
 */
export async function moveOrder(
  workspace: Workspace,
  actor: Actor,
  input: MoveOrderInput,
  now: Date = new Date(),
): Promise<{ version: number }> {
  return inTransaction(workspace.database, (transaction) =>
    moveOrderIn(transaction, workspace, actor, input, now),
  );
}

/** The same as a part of a greater transaction (a dispute's decision, a bulk move). */
export async function moveOrderIn(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  input: MoveOrderInput,
  now: Date,
): Promise<{ version: number }> {
  const seen = { ...input, despiteLooks: input.move === 'dispute' };
  const order = await lockOrder(transaction, workspace, seen, now);
  refuseImpossible(order, actor, input);
  // What is under way is brought to its end also when a side is suspended meanwhile; new money is not taken.
  if (input.move === 'submit') {
    await requireTrading(transaction, workspace, [order.advertiserId, order.editorId]);
    await requireSellable(transaction, order, now);
  }
  const at = notBefore(order, now);
  const money = moneyOfMove(input.move, order, input.givenBackMicros);
  const version = order.version + 1;
  await postMovements(
    transaction,
    { workspaceId: workspace.id, key: `order:${order.id}:${version}`, orderId: order.id },
    money.movements,
  );
  // One statement for both: the database is the nearest of all waits, but the most frequent one.
  const moved = transaction.$with('moved').as(
    transaction
      .update(orders)
      .set({
        ...timesOf(input, order, at),
        version,
        refundedMicros: money.refundedMicros,
        commissionMicros: money.commissionMicros,
      })
      .where(and(eq(orders.workspaceId, workspace.id), eq(orders.id, order.id)))
      .returning({ id: orders.id }),
  );
  const told = transaction
    .with(moved)
    .insert(orderEvents)
    .values({
      workspaceId: workspace.id,
      orderId: order.id,
      at,
      orderVersion: version,
      kind: 'moved',
      fromStatus: order.status,
      toStatus: orderMoves[input.move].to,
      actorKind: actorKindOf(actor.mover),
      actor: actor.name,
      reason: input.reason ?? null,
    });
  await told.prepare(`order_move_${input.move}`).execute();
  const cause = riskCauses[input.move];
  if (cause !== undefined)
    await recomputeRisk(transaction, workspace, [order.advertiserId, order.editorId], cause);
  return { version };
}

/** The moves that say something about both sides. */
const riskCauses: Readonly<Partial<Record<OrderMoveName, RiskCause>>> = {
  complete: 'order_completed',
  dispute: 'order_disputed',
  release: 'dispute_resolved',
  refund: 'dispute_resolved',
};

function refuseImpossible(
  order: Order,
  { mover }: Actor,
  { move, reason, givenBackMicros = 0n }: MoveOrderInput,
): void {
  const verdict = judgeMove(move, order.status, mover);
  if (!verdict.possible && verdict.why === 'status') {
    throw new OpsdeckError('ORDER_MOVE_IMPOSSIBLE', { id: String(order.id), status: order.status, move });
  }
  if (!verdict.possible) throw new OpsdeckError('FORBIDDEN', { permission: `order:${move}`, role: mover });
  const { needsReason }: OrderMove = orderMoves[move];
  if (needsReason && (reason ?? '').trim() === '') throw new OpsdeckError('ORDER_REASON_MISSING', { move });
  if (givenBackMicros < 0n || givenBackMicros > order.priceMicros) {
    throw new OpsdeckError('INVALID_INPUT', { problem: 'more would be given back than was paid' });
  }
}

/** Status and instants after a move. */
function timesOf(
  { move, messageId }: MoveOrderInput,
  order: Order,
  at: Date,
): Partial<typeof orders.$inferInsert> {
  const { to: status } = orderMoves[move];
  switch (move) {
    case 'submit':
      return { status, submittedAt: at };
    case 'confirm':
      return { status, confirmedAt: at };
    case 'publish': {
      const expiresAt = new Date(at.getTime() + order.durationHours * 3_600_000);
      return { status, publishedAt: at, expiresAt, messageId: messageId ?? order.messageId };
    }
    case 'complete':
    case 'release':
      return { status, completedAt: at };
    case 'reject':
    case 'cancel':
    case 'refund':
      return { status, closedAt: at };
    case 'dispute':
      return { status };
  }
}
