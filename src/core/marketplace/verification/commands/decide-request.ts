import { and, count, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { RejectionReason } from '#contract/marketplace/verification-states.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Caller } from '../../../rpc/caller.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { operatorActor } from '../../actor.ts';
import { changeRequest, notBefore } from '../change-request.ts';
import { followVerification } from '../follow-verification.ts';
import { lockRequest, type SeenRequest, type VerificationRequest } from '../lock-request.ts';
import { refuseAccountNumber } from '../refuse-account-number.ts';
import { verificationDocuments } from '../schema.ts';

/** Longer than any document is valid. */
const longestMs = 10 * 366 * 86_400_000;

/**
 * Approves a request until an instant. An approved identity makes the customer verified, in the same transaction.
 *
 * @throws OpsdeckError NOT_FOUND, VERIFICATION_CHANGED, VERIFICATION_MOVE_IMPOSSIBLE, VERIFICATION_TAKEN by somebody else,
 *   VERIFICATION_INCOMPLETE without a document or with an end that has passed, ACCOUNT_NUMBER_REFUSED
 */
export async function approveRequest(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  caller: Caller,
  input: SeenRequest & { readonly validUntil: Date; readonly reason: string },
  now: Date,
): Promise<{ version: number }> {
  refuseAccountNumber(input.reason);
  const request = await lockRequest(transaction, workspace, input, 'approve', now);
  refuseOther(request, caller);
  const at = notBefore(request, now);
  const ms = input.validUntil.getTime() - at.getTime();
  if (ms <= 0 || ms > longestMs)
    throw new OpsdeckError('VERIFICATION_INCOMPLETE', {
      problem: 'an approval ends in the future, within ten years',
    });
  if ((await storedDocuments(transaction, request)) === 0)
    throw new OpsdeckError('VERIFICATION_INCOMPLETE', { problem: 'it has no document to approve it by' });
  const changed = await changeRequest(
    transaction,
    request,
    {
      state: 'approved',
      decidedAt: at,
      decidedBy: caller.name,
      validUntil: input.validUntil,
      reason: input.reason === '' ? null : input.reason,
    },
    { kind: 'approved', actor: caller.name, at, reason: input.reason },
  );
  await followVerification(transaction, workspace, request, { actor: operatorActor(caller), at });
  return changed;
}

/**
 * Rejects a request for one of the listed reasons. “Other” needs words.
 *
 * @throws OpsdeckError as `approveRequest` does
 */
export async function rejectRequest(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  caller: Caller,
  input: SeenRequest & { readonly rejection: RejectionReason; readonly reason: string },
  now: Date,
): Promise<{ version: number }> {
  refuseAccountNumber(input.reason);
  if (input.rejection === 'other' && input.reason === '')
    throw new OpsdeckError('VERIFICATION_INCOMPLETE', { problem: 'another reason has to be put into words' });
  const request = await lockRequest(transaction, workspace, input, 'reject', now);
  refuseOther(request, caller);
  const at = notBefore(request, now);
  return changeRequest(
    transaction,
    request,
    {
      state: 'rejected',
      decidedAt: at,
      decidedBy: caller.name,
      rejection: input.rejection,
      reason: input.reason === '' ? null : input.reason,
    },
    { kind: 'rejected', actor: caller.name, at, reason: input.reason },
  );
}

/** On behalf of the customer. @throws OpsdeckError NOT_FOUND, VERIFICATION_CHANGED, VERIFICATION_MOVE_IMPOSSIBLE */
export async function withdrawRequest(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  caller: Caller,
  input: SeenRequest & { readonly reason: string },
  now: Date,
): Promise<{ version: number }> {
  refuseAccountNumber(input.reason);
  const request = await lockRequest(transaction, workspace, input, 'withdraw', now);
  const at = notBefore(request, now);
  const reason = input.reason === '' ? null : input.reason;
  return changeRequest(
    transaction,
    request,
    { state: 'withdrawn', decidedAt: at, decidedBy: caller.name, reason },
    { kind: 'withdrawn', actor: caller.name, at, reason },
  );
}

function refuseOther({ id, reviewerId, reviewer }: VerificationRequest, caller: Caller): void {
  if (reviewerId !== caller.operatorId)
    throw new OpsdeckError('VERIFICATION_TAKEN', { id, by: reviewer ?? 'a colleague' });
}

async function storedDocuments(transaction: Transaction, request: VerificationRequest): Promise<number> {
  const [row] = await transaction
    .select({ stored: count() })
    .from(verificationDocuments)
    .where(
      and(
        eq(verificationDocuments.workspaceId, request.workspaceId),
        eq(verificationDocuments.requestId, request.id),
        eq(verificationDocuments.state, 'stored'),
      ),
    );
  return row?.stored ?? 0;
}
