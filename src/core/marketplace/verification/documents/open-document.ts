import { createHash } from 'node:crypto';
import { and, asc, eq, gt } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { DocumentId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Vault } from '../../../vault/open-vault.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { verificationChunks } from '../schema.ts';
import { chunkId, chunkPurpose } from './sealed-documents.ts';

/**
 * The bytes of a document, opened part by part into one buffer of its size: never more than that and one part in memory.
 *
 * @throws OpsdeckError DOCUMENT_DAMAGED when parts are missing, VAULT_KEY_UNUSABLE when one was changed or moved
 */
export async function openDocument(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  vault: Pick<Vault, 'unsealBytes'>,
  { id, size }: { readonly id: DocumentId; readonly size: number },
): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  let at = 0;
  let last = '';
  for (let part = 0; at < size; part += 1) {
    const [chunk] = await transaction
      .select({ id: verificationChunks.id, sealed: verificationChunks.sealed })
      .from(verificationChunks)
      .where(
        and(
          eq(verificationChunks.workspaceId, workspace.id),
          eq(verificationChunks.documentId, id),
          gt(verificationChunks.id, last),
        ),
      )
      .orderBy(asc(verificationChunks.id))
      .limit(1);
    if (chunk?.id !== chunkId(id, part)) throw damaged(id);
    const opened = await vault.unsealBytes(chunk.sealed, chunkPurpose(workspace.id, chunk.id));
    if (opened.length === 0 || at + opened.length > size) throw damaged(id);
    at += opened.copy(bytes, at);
    opened.fill(0);
    last = chunk.id;
  }
  return bytes;
}

/** Recognises the same file again. Keyed, so that whoever has a file cannot look for it in a stolen database. */
export function documentDigest(vault: Pick<Vault, 'fingerprint'>, bytes: Buffer): Buffer {
  return vault.fingerprint(createHash('sha256').update('verification document\n').update(bytes).digest());
}

export function damaged(id: DocumentId): OpsdeckError<'DOCUMENT_DAMAGED'> {
  return new OpsdeckError('DOCUMENT_DAMAGED', { id });
}
