import { and, eq, inArray } from 'drizzle-orm';
import type { DocumentId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { changeRequest, notBefore } from '../change-request.ts';
import { holdRequest } from '../lock-request.ts';
import { verificationChunks, verificationDocuments } from '../schema.ts';
import { holdDocument, isDocument, refuseClosed } from './receive-document.ts';

/**
 * Deletes a document of an open request, or gives an upload up. That there was a document stays on the timeline. Sent again, it changes
 * nothing.
 *
 * @throws OpsdeckError VERIFICATION_MOVE_IMPOSSIBLE for a document that was decided by
 */
export async function removeDocument(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: string,
  documentId: DocumentId,
  now: Date,
): Promise<{ documentId: DocumentId }> {
  const [found] = await transaction
    .select({ requestId: verificationDocuments.requestId })
    .from(verificationDocuments)
    .where(isDocument(workspace, documentId));
  if (found === undefined) return { documentId };
  const request = await holdRequest(transaction, workspace, found.requestId);
  const document = await holdDocument(transaction, workspace, documentId);
  if (document.state === 'erased') return { documentId };
  if (document.state === 'uploading') {
    await transaction.delete(verificationDocuments).where(isDocument(workspace, documentId));
    return { documentId };
  }
  refuseClosed(request);
  const at = notBefore(request, now);
  await eraseDocuments(transaction, workspace, [documentId], at);
  await changeRequest(transaction, request, {}, { kind: 'document_removed', actor, at, documentId });
  return { documentId };
}

/** Deletes what documents show, and the digest by which they would be recognised. */
export async function eraseDocuments(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  ids: readonly DocumentId[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .delete(verificationChunks)
    .where(
      and(eq(verificationChunks.workspaceId, workspaceId), inArray(verificationChunks.documentId, [...ids])),
    );
  await transaction
    .update(verificationDocuments)
    .set({ state: 'erased', erasedAt: at, digest: null })
    .where(
      and(eq(verificationDocuments.workspaceId, workspaceId), inArray(verificationDocuments.id, [...ids])),
    );
}
