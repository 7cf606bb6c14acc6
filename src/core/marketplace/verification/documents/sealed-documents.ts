import { sql } from 'drizzle-orm';
import type { DocumentId, WorkspaceId } from '#contract/ids.ts';
import type { SealedColumn } from '../../../vault/sealed-column.ts';
import { verificationChunks } from '../schema.ts';

/** The place of a part in its document, which is also its key: they sort as they follow. */
export function chunkId(documentId: DocumentId, part: number): string {
  return `${documentId}/${String(part).padStart(5, '0')}`;
}

/** Binds a sealed part to its workspace, its document and its place in it. */
export function chunkPurpose(workspaceId: WorkspaceId, chunk: string): string {
  return `${workspaceId}/verification document/${chunk}`;
}

/** The documents of customers: what a rotation of the vault's key seals anew. */
export const sealedDocuments: SealedColumn = {
  name: 'verification documents',
  table: verificationChunks,
  workspaceId: verificationChunks.workspaceId,
  rowId: verificationChunks.id,
  sealed: verificationChunks.sealed,
  // Of 256 KiB each.
  rowsAtOnce: 16,
  keptCount: sql`select count(*) as count from verification_documents where state = 'stored'`,
  purpose: chunkPurpose,
};
