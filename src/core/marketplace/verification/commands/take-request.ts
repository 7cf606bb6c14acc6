import type { Transaction } from '../../../backend/database.ts';
import type { Caller } from '../../../rpc/caller.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { changeRequest, notBefore } from '../change-request.ts';
import { lockRequest, type SeenRequest } from '../lock-request.ts';

/**
 * Takes a request for review: from then on nobody else decides it. Of two who take it at once, the second is told who was faster.
 *
 * @throws OpsdeckError NOT_FOUND, VERIFICATION_CHANGED, VERIFICATION_MOVE_IMPOSSIBLE
 */
export async function claimRequest(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  caller: Caller,
  seen: SeenRequest,
  now: Date,
): Promise<{ version: number }> {
  const request = await lockRequest(transaction, workspace, seen, 'claim', now);
  const at = notBefore(request, now);
  return changeRequest(
    transaction,
    request,
    { state: 'in_review', claimedAt: at, reviewerId: caller.operatorId, reviewer: caller.name },
    { kind: 'claimed', actor: caller.name, at },
  );
}

/**
 * Puts a request back into the queue, where it keeps its place. A colleague may do so as well: whoever took it may have gone home.
 *
 * @throws OpsdeckError NOT_FOUND, VERIFICATION_CHANGED, VERIFICATION_MOVE_IMPOSSIBLE
 */
export async function releaseRequest(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  caller: Caller,
  seen: SeenRequest,
  now: Date,
): Promise<{ version: number }> {
  const request = await lockRequest(transaction, workspace, seen, 'release', now);
  return changeRequest(
    transaction,
    request,
    { state: 'requested', claimedAt: null, reviewerId: null, reviewer: null },
    { kind: 'released', actor: caller.name, at: notBefore(request, now) },
  );
}
