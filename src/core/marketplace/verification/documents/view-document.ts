import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { DocumentId } from '#contract/ids.ts';
import type { DocumentType } from '#contract/marketplace/verification-states.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Caller } from '../../../rpc/caller.ts';
import type { Vault } from '../../../vault/open-vault.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { noteOnTimeline } from '../change-request.ts';
import { judgeDocument } from '../content/judge-document.ts';
import { verificationDocuments, verificationRequests } from '../schema.ts';
import { damaged, documentDigest, openDocument } from './open-document.ts';
import { isDocument } from './receive-document.ts';

/**
 * A document in clear, for the eyes of one operator. Who looked at which, and when, is committed before anything is handed out, and what
 * is handed out is what was handed in: the digest and the type are proved again.
 *
 * @throws OpsdeckError DOCUMENT_GONE, DOCUMENT_DAMAGED, VAULT_KEY_UNUSABLE
 */
export async function viewDocument(
  workspace: Workspace,
  vault: Pick<Vault, 'unsealBytes' | 'fingerprint'>,
  caller: Caller,
  documentId: DocumentId,
  now: Date,
): Promise<{ mediaType: DocumentType; base64: string }> {
  return inTransaction(workspace.database, async (transaction) => {
    const [found] = await transaction
      .select({ document: verificationDocuments, version: verificationRequests.version })
      .from(verificationDocuments)
      .innerJoin(
        verificationRequests,
        and(
          eq(verificationRequests.workspaceId, verificationDocuments.workspaceId),
          eq(verificationRequests.id, verificationDocuments.requestId),
        ),
      )
      .where(isDocument(workspace, documentId))
      // Nobody erases it while it is read.
      .for('share', { of: verificationDocuments });
    if (found?.document.state !== 'stored') throw new OpsdeckError('DOCUMENT_GONE', {});
    const { document, version } = found;
    const bytes = await openDocument(transaction, workspace, vault, document);
    try {
      if (document.digest === null || !documentDigest(vault, bytes).equals(document.digest))
        throw damaged(documentId);
      const { mediaType } = judgeDocument(bytes);
      await noteOnTimeline(
        transaction,
        { workspaceId: workspace.id, id: document.requestId, version },
        { kind: 'viewed', actor: caller.name, at: now, documentId },
      );
      return { mediaType, base64: bytes.toString('base64') };
    } finally {
      bytes.fill(0);
    }
  });
}
