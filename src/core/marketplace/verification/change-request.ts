import { and, eq } from 'drizzle-orm';
import type { DocumentId } from '#contract/ids.ts';
import type { VerificationEventKind } from '#contract/marketplace/verification-states.ts';
import type { Transaction } from '../../backend/database.ts';
import type { VerificationRequest } from './lock-request.ts';
import { verificationEvents, verificationRequests } from './schema.ts';

type Change = Partial<
  Omit<typeof verificationRequests.$inferInsert, 'workspaceId' | 'id' | 'version' | 'customerId'>
>;

export type Happening = {
  readonly kind: VerificationEventKind;
  readonly actor: string;
  readonly at: Date;
  readonly reason?: string | null;
  readonly documentId?: DocumentId;
};

/** Changes a request that is locked, and writes it on its timeline. */
export async function changeRequest(
  transaction: Transaction,
  request: VerificationRequest,
  change: Change,
  happening: Happening,
): Promise<{ version: number }> {
  const version = request.version + 1;
  await transaction
    .update(verificationRequests)
    .set({ ...change, version })
    .where(
      and(eq(verificationRequests.workspaceId, request.workspaceId), eq(verificationRequests.id, request.id)),
    );
  await noteOnTimeline(transaction, { ...request, version }, happening);
  return { version };
}

/** Writes on the timeline what changes nothing, such as a look at a document. */
export async function noteOnTimeline(
  transaction: Transaction,
  request: Pick<VerificationRequest, 'workspaceId' | 'id' | 'version'>,
  { kind, actor, at, reason, documentId }: Happening,
): Promise<void> {
  await transaction.insert(verificationEvents).values({
    workspaceId: request.workspaceId,
    requestId: request.id,
    requestVersion: request.version,
    kind,
    actor,
    at,
    reason: reason === undefined || reason === '' ? null : reason,
    documentId: documentId ?? null,
  });
}

/** Now, but never before what the request has behind it, whatever the clocks of two hosts say. */
export function notBefore({ requestedAt, claimedAt, decidedAt }: VerificationRequest, now: Date): Date {
  const behind = [requestedAt, claimedAt, decidedAt].map((date) => date?.getTime() ?? 0);
  return new Date(Math.max(now.getTime(), ...behind));
}
