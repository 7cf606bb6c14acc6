import { randomUUID } from 'node:crypto';
import { and, count, eq, ne } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import { type DocumentId, documentIdSchema, type VerificationId } from '#contract/ids.ts';
import { type DocumentKind, documentLimits, isOpen } from '#contract/marketplace/verification-states.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Vault } from '../../../vault/open-vault.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { typeOfHead } from '../content/judge-document.ts';
import { refused } from '../content/refused.ts';
import { holdRequest, type VerificationRequest } from '../lock-request.ts';
import { verificationChunks, verificationDocuments } from '../schema.ts';
import { chunkId, chunkPurpose } from './sealed-documents.ts';

export type StoredDocument = typeof verificationDocuments.$inferSelect;

export type BeginDocumentInput = {
  readonly id: VerificationId;
  readonly kind: DocumentKind;
  /** In bytes. */
  readonly size: number;
};

export const tooLarge = () =>
  refused(`it is larger than ${documentLimits.bytes / 1_048_576} MB, or than it was announced`);

/**
 * Begins an upload. Until it is finished it is seen by nobody, and an hour without a part ends it.
 *
 * @throws OpsdeckError NOT_FOUND, VERIFICATION_MOVE_IMPOSSIBLE, DOCUMENT_REFUSED, DOCUMENTS_TOO_MANY
 */
export async function beginDocument(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: string,
  { id, kind, size }: BeginDocumentInput,
  now: Date,
): Promise<{ documentId: DocumentId }> {
  if (size === 0) throw refused('it is empty');
  if (size > documentLimits.bytes) throw tooLarge();
  const request = await holdRequest(transaction, workspace, id);
  refuseClosed(request);
  const [row] = await transaction
    .select({ documents: count() })
    .from(verificationDocuments)
    .where(
      and(
        eq(verificationDocuments.workspaceId, workspace.id),
        eq(verificationDocuments.requestId, id),
        ne(verificationDocuments.state, 'erased'),
      ),
    );
  if ((row?.documents ?? 0) >= documentLimits.perRequest)
    throw new OpsdeckError('DOCUMENTS_TOO_MANY', { most: documentLimits.perRequest });
  const documentId = documentIdSchema.parse(randomUUID());
  await transaction.insert(verificationDocuments).values({
    workspaceId: workspace.id,
    id: documentId,
    requestId: id,
    kind,
    size,
    addedAt: now,
    addedBy: actor,
  });
  return { documentId };
}

/** @throws OpsdeckError VERIFICATION_MOVE_IMPOSSIBLE once it has been decided */
export function refuseClosed({ id, state }: VerificationRequest): void {
  if (!isOpen(state))
    throw new OpsdeckError('VERIFICATION_MOVE_IMPOSSIBLE', { id, state, move: 'change documents' });
}

export type AppendInput = {
  readonly documentId: DocumentId;
  readonly offset: number;
  readonly bytes: Buffer;
};

/**
 * Seals the next part of an upload and stores it. One that is there already changes nothing, and one that comes too early neither. What
 * cannot become a document is refused with its first part.
 *
 * @throws OpsdeckError DOCUMENT_GONE, DOCUMENT_REFUSED
 */
export async function appendDocument(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  vault: Pick<Vault, 'sealIn'>,
  { documentId, offset, bytes }: AppendInput,
  now: Date,
): Promise<{ received: number }> {
  const document = await holdDocument(transaction, workspace, documentId);
  if (document.state !== 'uploading') throw new OpsdeckError('DOCUMENT_GONE', {});
  const { received, size } = document;
  if (offset !== received) return { received };
  if (received + bytes.length > size) throw tooLarge();
  const whole = bytes.length === documentLimits.partBytes || received + bytes.length === size;
  if (!whole || bytes.length === 0)
    throw new OpsdeckError('INVALID_INPUT', { problem: 'only the last part may be shorter than the others' });
  if (received === 0) typeOfHead(bytes);
  const chunk = chunkId(documentId, received / documentLimits.partBytes);
  const seal = await vault.sealIn(transaction);
  await transaction.insert(verificationChunks).values({
    workspaceId: workspace.id,
    id: chunk,
    documentId,
    sealed: seal(bytes, chunkPurpose(workspace.id, chunk)),
  });
  await transaction
    .update(verificationDocuments)
    .set({ received: received + bytes.length, addedAt: now })
    .where(isDocument(workspace, documentId));
  return { received: received + bytes.length };
}

export const isDocument = (workspace: Pick<Workspace, 'id'>, id: DocumentId) =>
  and(eq(verificationDocuments.workspaceId, workspace.id), eq(verificationDocuments.id, id));

/** The document, ours alone until the transaction ends. @throws OpsdeckError DOCUMENT_GONE */
export async function holdDocument(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  id: DocumentId,
): Promise<StoredDocument> {
  const [document] = await transaction
    .select()
    .from(verificationDocuments)
    .where(isDocument(workspace, id))
    .for('update');
  if (document === undefined) throw new OpsdeckError('DOCUMENT_GONE', {});
  return document;
}
