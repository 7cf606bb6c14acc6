import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { and, eq } from 'drizzle-orm';
import { type CustomerId, type DocumentId, operatorIdSchema, type VerificationId } from '#contract/ids.ts';
import { documentLimits } from '#contract/marketplace/verification-states.ts';
import type { TestDatabase } from '../../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Caller } from '../../../rpc/caller.ts';
import { openVault, type Vault } from '../../../vault/open-vault.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { ada, openTestMarket } from '../../testing/test-market.ts';
import { openRequest, type OpenRequestInput } from '../commands/open-request.ts';
import { claimRequest } from '../commands/take-request.ts';
import { finishDocument } from '../documents/finish-document.ts';
import { appendDocument, beginDocument } from '../documents/receive-document.ts';
import type { SeenRequest } from '../lock-request.ts';
import { verificationRequests } from '../schema.ts';

export function operator(name: string): Caller {
  return { operatorId: operatorIdSchema.parse(randomUUID()), name, role: 'finance' };
}

/** A market of its own in the database, with a vault, and what operators do in it. */
export class TestVerification {
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly keyPath: string;

  private constructor(workspace: Workspace, vault: Vault, keyPath: string) {
    this.workspace = workspace;
    this.vault = vault;
    this.keyPath = keyPath;
  }

  static async open({ pool, database }: TestDatabase): Promise<TestVerification> {
    const workspace = { id: await openTestMarket(pool), database };
    const keyPath = path.join(mkdtempSync(path.join(tmpdir(), 'opsdeck-verification-')), 'workspace.key');
    return new TestVerification(workspace, await openVault(workspace, keyPath), keyPath);
  }

  open(input: Partial<OpenRequestInput> = {}, now = new Date()): Promise<{ id: VerificationId }> {
    const usual = { customerId: ada, kind: 'identity', label: null, priority: 'normal' } as const;
    return inTransaction(this.workspace.database, (transaction) =>
      openRequest(transaction, this.workspace, 'Sue', { ...usual, ...input }, now),
    );
  }

  begin(id: VerificationId, size: number, now = new Date()): Promise<{ documentId: DocumentId }> {
    return inTransaction(this.workspace.database, (transaction) =>
      beginDocument(transaction, this.workspace, 'Sue', { id, kind: 'passport', size }, now),
    );
  }

  append(documentId: DocumentId, offset: number, bytes: Buffer, now = new Date()) {
    return inTransaction(this.workspace.database, (transaction) =>
      appendDocument(transaction, this.workspace, this.vault, { documentId, offset, bytes }, now),
    );
  }

  /** Uploads a file as the page does, part by part. */
  async upload(id: VerificationId, bytes: Buffer): Promise<DocumentId> {
    const { documentId } = await this.begin(id, bytes.length);
    for (let offset = 0; offset < bytes.length;)
      ({ received: offset } = await this.append(
        documentId,
        offset,
        bytes.subarray(offset, offset + documentLimits.partBytes),
      ));
    await finishDocument(this.workspace, this.vault, 'Sue', documentId, new Date());
    return documentId;
  }

  async seen(id: VerificationId): Promise<SeenRequest & typeof verificationRequests.$inferSelect> {
    const [row] = await this.workspace.database
      .select()
      .from(verificationRequests)
      .where(and(eq(verificationRequests.workspaceId, this.workspace.id), eq(verificationRequests.id, id)));
    if (row === undefined) throw new Error('no such request');
    return row;
  }

  claim(caller: Caller, seen: SeenRequest) {
    return inTransaction(this.workspace.database, (transaction) =>
      claimRequest(transaction, this.workspace, caller, seen, new Date()),
    );
  }

  /** A request with this file, in review by the operator. */
  async inReview(caller: Caller, bytes: Buffer, customerId: CustomerId = ada): Promise<VerificationId> {
    const { id } = await this.open({ customerId });
    await this.upload(id, bytes);
    await this.claim(caller, await this.seen(id));
    return id;
  }
}
