import { verificationContract } from '#contract/marketplace/verification.ts';
import { documentLimits } from '#contract/marketplace/verification-states.ts';
import type { CommandKey } from '#contract/outbox.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Transaction } from '../../backend/database.ts';
import type { CacheReads } from '../../cache/cache.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Caller } from '../../rpc/caller.ts';
import { implement } from '../../rpc/implement.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { approveRequest, rejectRequest, withdrawRequest } from './commands/decide-request.ts';
import { openRequest } from './commands/open-request.ts';
import { claimRequest, releaseRequest } from './commands/take-request.ts';
import { finishDocument } from './documents/finish-document.ts';
import { appendDocument, beginDocument } from './documents/receive-document.ts';
import { removeDocument } from './documents/remove-document.ts';
import { viewDocument } from './documents/view-document.ts';
import { getRequest } from './queries/get-request.ts';
import { countQueues, customerVerifications, listQueue } from './queries/list-queue.ts';

type Dependencies = {
  readonly workspace: Workspace;
  readonly cache: CacheReads;
  readonly vault: Vault;
  readonly logger: Logger;
  /** For how many days the documents of an ended request are kept, as the local copy knows it. */
  readonly readKeptDays: () => Promise<number>;
};

/** Verification's part of the contract: queries read the local copy, which has no document; commands happen once under their keys. */
export function verificationRouter({ workspace, cache, vault, logger, readKeptDays }: Dependencies) {
  const { open, beginDocument: begin, claim } = verificationContract;
  type Move = (transaction: Transaction) => Promise<{ version: number }>;
  const moveOnce = (name: string, caller: Caller, key: CommandKey, move: Move) =>
    answerOnce(workspace, claim.output, { command: `verification.${name}`, key, caller }, move);

  return implement(verificationContract, {
    queue: ({ input }) => listQueue(cache, input, Date.now()),
    counts: () => countQueues(cache, Date.now()),
    request: async ({ input }) => getRequest(cache, input.id, await readKeptDays()),
    ofCustomer: ({ input }) => customerVerifications(cache, input.customerId),
    open: ({ input: { key, ...input }, caller }) =>
      answerOnce(workspace, open.output, { command: 'verification.open', key, caller }, (transaction) =>
        openRequest(transaction, workspace, caller.name, input, new Date()),
      ),
    withdraw: ({ input: { key, ...input }, caller }) =>
      moveOnce('withdraw', caller, key, (transaction) =>
        withdrawRequest(transaction, workspace, caller, input, new Date()),
      ),
    claim: ({ input: { key, ...seen }, caller }) =>
      moveOnce('claim', caller, key, (transaction) =>
        claimRequest(transaction, workspace, caller, seen, new Date()),
      ),
    release: ({ input: { key, ...seen }, caller }) =>
      moveOnce('release', caller, key, (transaction) =>
        releaseRequest(transaction, workspace, caller, seen, new Date()),
      ),
    approve: ({ input: { key, validUntil, ...input }, caller }) =>
      moveOnce('approve', caller, key, (transaction) =>
        approveRequest(
          transaction,
          workspace,
          caller,
          { ...input, validUntil: new Date(validUntil) },
          new Date(),
        ),
      ),
    reject: ({ input: { key, ...input }, caller }) =>
      moveOnce('reject', caller, key, (transaction) =>
        rejectRequest(transaction, workspace, caller, input, new Date()),
      ),
    beginDocument: ({ input: { key, ...input }, caller }) =>
      answerOnce(
        workspace,
        begin.output,
        { command: 'verification.beginDocument', key, caller },
        (transaction) => beginDocument(transaction, workspace, caller.name, input, new Date()),
      ),
    appendDocument: ({ input: { documentId, offset, base64 } }) => {
      const bytes = Buffer.from(base64, 'base64').subarray(0, documentLimits.partBytes);
      return inTransaction(workspace.database, (transaction) =>
        appendDocument(transaction, workspace, vault, { documentId, offset, bytes }, new Date()),
      );
    },
    finishDocument: ({ input, caller }) =>
      finishDocument(workspace, vault, caller.name, input.documentId, new Date()),
    removeDocument: ({ input, caller }) =>
      inTransaction(workspace.database, (transaction) =>
        removeDocument(transaction, workspace, caller.name, input.documentId, new Date()),
      ),
    async viewDocument({ input: { documentId }, caller }) {
      const seen = await viewDocument(workspace, vault, caller, documentId, new Date());
      const { operatorId, name: operator } = caller;
      logger.info(
        { audit: 'verification.view', operatorId, operator, documentId },
        'a document of a customer was viewed',
      );
      return seen;
    },
  });
}
