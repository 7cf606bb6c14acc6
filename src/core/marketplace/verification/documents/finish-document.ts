import { and, asc, eq, ne } from 'drizzle-orm';
import { isOpsdeckError, OpsdeckError } from '#contract/errors.ts';
import type { DocumentId, VerificationId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Vault } from '../../../vault/open-vault.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { changeRequest, notBefore } from '../change-request.ts';
import { judgeDocument } from '../content/judge-document.ts';
import { refused } from '../content/refused.ts';
import { holdRequest } from '../lock-request.ts';
import { verificationDocuments } from '../schema.ts';
import { documentDigest, openDocument } from './open-document.ts';
import { holdDocument, isDocument, refuseClosed, type StoredDocument } from './receive-document.ts';

/**
 * Looks at what was uploaded and, when it is a document, adds it to its request. What is refused is forgotten at once. Sent again, it
 * changes nothing.
 *
 * @throws OpsdeckError DOCUMENT_GONE, DOCUMENT_REFUSED, DOCUMENT_KNOWN, VERIFICATION_MOVE_IMPOSSIBLE
 */
export async function finishDocument(
  workspace: Workspace,
  vault: Pick<Vault, 'unsealBytes' | 'fingerprint'>,
  actor: string,
  documentId: DocumentId,
  now: Date,
): Promise<{ documentId: DocumentId }> {
  try {
    await inTransaction(workspace.database, (transaction) =>
      finish(transaction, workspace, vault, actor, documentId, now),
    );
  } catch (error) {
    if (isOpsdeckError(error) && forgotten.has(error.code))
      await workspace.database
        .delete(verificationDocuments)
        .where(and(isDocument(workspace, documentId), eq(verificationDocuments.state, 'uploading')));
    throw error;
  }
  return { documentId };
}

const forgotten: ReadonlySet<string> = new Set([
  'DOCUMENT_REFUSED',
  'DOCUMENT_KNOWN',
  'VERIFICATION_MOVE_IMPOSSIBLE',
]);

async function finish(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  vault: Pick<Vault, 'unsealBytes' | 'fingerprint'>,
  actor: string,
  documentId: DocumentId,
  now: Date,
): Promise<void> {
  // The request before its document, as everywhere, so that nobody waits for each other.
  const [found] = await transaction
    .select({ requestId: verificationDocuments.requestId })
    .from(verificationDocuments)
    .where(isDocument(workspace, documentId));
  if (found === undefined) throw new OpsdeckError('DOCUMENT_GONE', {});
  const request = await holdRequest(transaction, workspace, found.requestId);
  const document = await holdDocument(transaction, workspace, documentId);
  if (document.state === 'stored') return;
  if (document.state === 'erased') throw new OpsdeckError('DOCUMENT_GONE', {});
  refuseClosed(request);
  if (document.received < document.size)
    throw refused(`only ${document.received} of its ${document.size} bytes have arrived`);
  const bytes = await openDocument(transaction, workspace, vault, document);
  try {
    const { mediaType, picture } = judgeDocument(bytes);
    const digest = documentDigest(vault, bytes);
    const sameAs = await recognise(transaction, workspace, document, digest);
    if (sameAs === request.id) throw new OpsdeckError('DOCUMENT_KNOWN', { id: request.id });
    const at = notBefore(request, now);
    await transaction
      .update(verificationDocuments)
      .set({
        state: 'stored',
        mediaType,
        digest,
        sameAs,
        width: picture?.width ?? null,
        height: picture?.height ?? null,
        addedAt: at,
        addedBy: actor,
      })
      .where(isDocument(workspace, documentId));
    await changeRequest(transaction, request, {}, { kind: 'document_added', actor, at, documentId });
  } finally {
    bytes.fill(0);
  }
}

/** The request that the same file belongs to: its own before all others. */
async function recognise(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  { id, requestId }: StoredDocument,
  digest: Buffer,
): Promise<VerificationId | null> {
  const known = await transaction
    .select({ requestId: verificationDocuments.requestId })
    .from(verificationDocuments)
    .where(
      and(
        eq(verificationDocuments.workspaceId, workspace.id),
        eq(verificationDocuments.digest, digest),
        ne(verificationDocuments.id, id),
      ),
    )
    .orderBy(asc(verificationDocuments.requestId));
  const requests = known.map((row) => row.requestId);
  return requests.includes(requestId) ? requestId : (requests[0] ?? null);
}
