import { and, eq, inArray, max } from 'drizzle-orm';
import type { DisputeFacts } from '#contract/marketplace/dispute-rules.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { customers } from '../../customers/schema.ts';
import { escalationPriority } from '../escalation-priority.ts';
import type { Dispute, DisputedOrder } from '../lock-dispute.ts';
import { disputeEvidence, disputes } from '../schema.ts';

/**
 * Hands a locked dispute to a person, with a priority. From then on rules only propose: what a person was asked to decide
 * is not decided under their hands.
 */
export async function escalateDispute(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { dispute, order }: { readonly dispute: Dispute; readonly order: DisputedOrder },
  why: { readonly text: string; readonly facts: DisputeFacts },
  now: Date,
): Promise<{ version: number; priority: number }> {
  const [sides] = await transaction
    .select({ risk: max(customers.riskScore) })
    .from(customers)
    .where(
      and(
        eq(customers.workspaceId, workspace.id),
        inArray(customers.id, [order.advertiserId, order.editorId]),
      ),
    );
  const escalatedAt = new Date(Math.max(now.getTime(), dispute.openedAt.getTime()));
  const priority = escalationPriority({
    priceMicros: order.priceMicros,
    ageMs: escalatedAt.getTime() - dispute.openedAt.getTime(),
    risk: sides?.risk ?? 0,
  });
  const version = dispute.version + 1;
  await transaction
    .update(disputes)
    .set({ state: 'escalated', escalatedAt, priority, version })
    .where(and(eq(disputes.workspaceId, workspace.id), eq(disputes.id, dispute.id)));
  await transaction.insert(disputeEvidence).values({
    workspaceId: workspace.id,
    disputeId: dispute.id,
    at: escalatedAt,
    kind: 'looks',
    side: 'system',
    author: actor.name,
    text: why.text,
    details: { facts: why.facts },
  });
  return { version, priority };
}
