import { and, eq, sql } from 'drizzle-orm';
import type { DisputeId } from '#contract/ids.ts';
import type { EvidenceKind, EvidenceSide } from '#contract/marketplace/disputes.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { lockDispute } from '../lock-dispute.ts';
import { disputeEvidence, disputes } from '../schema.ts';

export type NewEvidence = {
  readonly disputeId: DisputeId;
  readonly kind: Exclude<EvidenceKind, 'statement' | 'decision'>;
  readonly side: EvidenceSide;
  readonly author: string;
  readonly text: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

/**
 * Puts a piece of evidence into an undecided dispute. It makes a new version, so that nobody decides without having seen it, and
 * the rules look again while the dispute is theirs.
 *
 * @throws OpsdeckError DISPUTE_NOT_FOUND, DISPUTE_RESOLVED
 */
export async function addEvidence(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  { disputeId, details, ...evidence }: NewEvidence,
  now: Date,
): Promise<{ version: number }> {
  const { dispute } = await lockDispute(transaction, workspace, { disputeId, version: null });
  const version = dispute.version + 1;
  await transaction.insert(disputeEvidence).values({
    workspaceId: workspace.id,
    disputeId,
    at: now,
    ...evidence,
    details: details === undefined ? null : { ...details },
  });
  await transaction
    .update(disputes)
    .set({ version, lookAt: sql`least(${disputes.lookAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(disputes.workspaceId, workspace.id), eq(disputes.id, disputeId)));
  return { version };
}
