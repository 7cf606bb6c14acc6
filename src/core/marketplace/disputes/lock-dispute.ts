import { and, desc, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { DisputeId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { orders } from '../orders/schema.ts';
import { disputeEvidence, disputes } from './schema.ts';

export type Dispute = typeof disputes.$inferSelect;
export type DisputedOrder = typeof orders.$inferSelect;

/**
 * An undecided dispute with its order, theirs alone until the transaction ends. The order is locked first, as by everything that
 * acts on orders, so that two never wait for each other. A `version` is what whoever decides has seen; null: whatever there is.
 *
 * @throws OpsdeckError DISPUTE_NOT_FOUND, DISPUTE_RESOLVED, DISPUTE_CHANGED
 */
export async function lockDispute(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  seen: { readonly disputeId: DisputeId; readonly version: number | null },
): Promise<{ dispute: Dispute; order: DisputedOrder }> {
  const ofDispute = and(eq(disputes.workspaceId, workspaceId), eq(disputes.id, seen.disputeId));
  const notFound = () => new OpsdeckError('DISPUTE_NOT_FOUND', { id: String(seen.disputeId) });
  const [found] = await transaction.select({ orderId: disputes.orderId }).from(disputes).where(ofDispute);
  if (found === undefined) throw notFound();
  const [order] = await transaction
    .select()
    .from(orders)
    .where(and(eq(orders.workspaceId, workspaceId), eq(orders.id, found.orderId)))
    .for('update');
  const [dispute] = await transaction.select().from(disputes).where(ofDispute).for('update');
  if (order === undefined || dispute === undefined) throw notFound();
  if (dispute.state === 'resolved')
    throw new OpsdeckError('DISPUTE_RESOLVED', {
      id: String(dispute.id),
      by: dispute.decidedBy ?? 'somebody',
      decision: (dispute.decision ?? '').replace('_', ' '),
    });
  if (seen.version !== null && seen.version !== dispute.version)
    throw new OpsdeckError('DISPUTE_CHANGED', {
      id: String(dispute.id),
      what: await lastWord(transaction, dispute),
    });
  return { dispute, order };
}

async function lastWord(transaction: Transaction, { workspaceId, id }: Dispute): Promise<string> {
  const [last] = await transaction
    .select({ kind: disputeEvidence.kind, author: disputeEvidence.author })
    .from(disputeEvidence)
    .where(and(eq(disputeEvidence.workspaceId, workspaceId), eq(disputeEvidence.disputeId, id)))
    .orderBy(desc(disputeEvidence.id))
    .limit(1);
  if (last === undefined) return 'it is not the same any more';
  return last.kind === 'looks' ? 'the post was looked at again' : `a ${last.kind} by ${last.author}`;
}
