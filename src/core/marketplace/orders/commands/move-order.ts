import { and, desc, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import {
  actorKindOf,
  judgeMove,
  type Mover,
  type OrderMove,
  type OrderMoveName,
  orderMoves,
} from '#contract/marketplace/order-moves.ts';
import type { Transaction } from '../../../backend/database.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { postMovements } from '../../ledger/post-movements.ts';
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

export type Actor = { readonly mover: Mover; readonly name: string };

type Order = typeof orders.$inferSelect;

/**
 * Makes one move of one order: status, money, timeline and version in one transaction, so that either all of it happened or
 * nothing. Two who decide at once: the second is told what the first did.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND, ORDER_CHANGED, ORDER_MOVE_IMPOSSIBLE, ORDER_REASON_MISSING, FORBIDDEN, WALLET_TOO_LOW.
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
  workspace: Workspace,
  actor: Actor,
  input: MoveOrderInput,
  now: Date,
): Promise<{ version: number }> {
  const order = await lockOrder(transaction, workspace, input.orderId);
  if (order.version !== input.version) throw await changedMeanwhile(transaction, workspace, order, now);
  refuseImpossible(order, actor, input);
  const money = moneyOfMove(input.move, order, input.givenBackMicros);
  const version = order.version + 1;
  await postMovements(
    transaction,
    { workspaceId: workspace.id, key: `order:${order.id}:${version}`, orderId: order.id },
    money.movements,
  );
  await transaction
    .update(orders)
    .set({
      ...timesOf(input, order, now),
      version,
      refundedMicros: money.refundedMicros,
      commissionMicros: money.commissionMicros,
    })
    .where(and(eq(orders.workspaceId, workspace.id), eq(orders.id, order.id)));
  await transaction.insert(orderEvents).values({
    workspaceId: workspace.id,
    orderId: order.id,
    at: now,
    orderVersion: version,
    kind: 'moved',
    fromStatus: order.status,
    toStatus: orderMoves[input.move].to,
    actorKind: actorKindOf(actor.mover),
    actor: actor.name,
    reason: input.reason ?? null,
  });
  return { version };
}

async function lockOrder(transaction: Transaction, workspace: Workspace, id: OrderId): Promise<Order> {
  const [order] = await transaction
    .select()
    .from(orders)
    .where(and(eq(orders.workspaceId, workspace.id), eq(orders.id, id)))
    .for('update');
  if (order === undefined) throw new OpsdeckError('ORDER_NOT_FOUND', { id: String(id) });
  return order;
}

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

/** Status and instants after a move. An instant never lies before the one it follows, whatever the clocks of two hosts say. */
function timesOf(
  { move, messageId }: MoveOrderInput,
  order: Order,
  now: Date,
): Partial<typeof orders.$inferInsert> {
  const { to: status } = orderMoves[move];
  const notBefore = (earlier: Date | null): Date => (earlier !== null && earlier > now ? earlier : now);
  switch (move) {
    case 'submit':
      return { status, submittedAt: notBefore(order.createdAt) };
    case 'confirm':
      return { status, confirmedAt: notBefore(order.submittedAt) };
    case 'publish': {
      const publishedAt = notBefore(order.confirmedAt);
      const expiresAt = new Date(publishedAt.getTime() + order.durationHours * 3_600_000);
      return { status, publishedAt, expiresAt, messageId: messageId ?? order.messageId };
    }
    case 'complete':
    case 'release':
      return { status, completedAt: notBefore(order.publishedAt) };
    case 'reject':
    case 'cancel':
    case 'refund':
      return { status, closedAt: notBefore(order.submittedAt) };
    case 'dispute':
      return { status };
  }
}

async function changedMeanwhile(
  transaction: Transaction,
  workspace: Workspace,
  order: Order,
  now: Date,
): Promise<OpsdeckError<'ORDER_CHANGED'>> {
  const [last] = await transaction
    .select()
    .from(orderEvents)
    .where(and(eq(orderEvents.workspaceId, workspace.id), eq(orderEvents.orderId, order.id)))
    .orderBy(desc(orderEvents.id))
    .limit(1);
  return new OpsdeckError('ORDER_CHANGED', {
    id: String(order.id),
    by: last?.actor ?? 'somebody',
    secondsAgo: String(
      last === undefined ? 0 : Math.max(0, Math.round((now.getTime() - last.at.getTime()) / 1_000)),
    ),
    what:
      last?.fromStatus != null && last.toStatus !== null
        ? `${last.fromStatus} became ${last.toStatus}`
        : 'its details were edited',
  });
}
