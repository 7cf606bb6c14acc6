import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { DisputeFacts, DisputeRuleName } from '#contract/marketplace/dispute-rules.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { moveOrderIn } from '../orders/commands/move-order.ts';
import { moneyOfMove } from '../orders/order-money.ts';
import type { Dispute, DisputedOrder } from './lock-dispute.ts';
import { disputeEvidence, disputes } from './schema.ts';
import { decisionOf } from './share-price.ts';

/** The money of a decision, before it is made. */
export type Division = {
  readonly givenBackMicros: bigint;
  readonly commissionMicros: bigint;
  readonly priceMicros: bigint;
  readonly currency: string;
};

export type Resolution = {
  readonly givenBackMicros: bigint;
  /** Written for both sides to read. */
  readonly explanation: string;
  readonly rule: { readonly name: DisputeRuleName; readonly version: number } | null;
  /** What the evidence came to when it was decided. */
  readonly facts: DisputeFacts;
};

/** A locked dispute with its locked order. */
type Locked = { readonly dispute: Dispute; readonly order: DisputedOrder };

/** What a decision would give to whom. Pure; the order's own arithmetic. */
export function divide(order: DisputedOrder, givenBackMicros: bigint): Division {
  const move = decisionOf(order.priceMicros, givenBackMicros) === 'refund' ? 'refund' : 'release';
  const { commissionMicros } = moneyOfMove(move, order, givenBackMicros);
  return { givenBackMicros, commissionMicros, priceMicros: order.priceMicros, currency: order.currency };
}

/**
 * Carries a decision out: the order's move with its money and timeline, the dispute's end, and the record of what it was decided
 * by, all in the caller's transaction.
 *
 * @throws OpsdeckError INVALID_INPUT when more would be given back than was paid
 */
export async function resolveDispute(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { dispute, order }: Locked,
  { givenBackMicros, explanation, rule, facts }: Resolution,
  now: Date,
): Promise<{ version: number; orderVersion: number }> {
  if (givenBackMicros < 0n || givenBackMicros > order.priceMicros)
    throw new OpsdeckError('INVALID_INPUT', { problem: 'more would be given back than was paid' });
  const decision = decisionOf(order.priceMicros, givenBackMicros);
  const seen = { orderId: order.id, version: order.version, reason: explanation };
  const moved = await moveOrderIn(
    transaction,
    workspace,
    actor,
    decision === 'refund' ? { ...seen, move: 'refund' } : { ...seen, move: 'release', givenBackMicros },
    now,
  );
  const resolvedAt = new Date(Math.max(now.getTime(), dispute.openedAt.getTime()));
  const version = dispute.version + 1;
  await transaction
    .update(disputes)
    .set({
      state: 'resolved',
      decision,
      refundMicros: givenBackMicros,
      resolvedAt,
      rule: rule?.name ?? null,
      rulesVersion: rule?.version ?? null,
      decidedBy: actor.name,
      explanation,
      version,
    })
    .where(and(eq(disputes.workspaceId, workspace.id), eq(disputes.id, dispute.id)));
  await transaction.insert(disputeEvidence).values({
    workspaceId: workspace.id,
    disputeId: dispute.id,
    at: resolvedAt,
    kind: 'decision',
    side: rule === null ? 'operator' : 'system',
    author: actor.name,
    text: explanation,
    details: { facts, givenBackMicros: String(givenBackMicros) },
  });
  return { version, orderVersion: moved.version };
}
