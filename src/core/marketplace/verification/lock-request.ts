import { and, asc, eq, gt } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { VerificationId } from '#contract/ids.ts';
import { canMove, type VerificationMoveName } from '#contract/marketplace/verification-states.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { verificationEvents, verificationRequests } from './schema.ts';

export type VerificationRequest = typeof verificationRequests.$inferSelect;

export type SeenRequest = { readonly id: VerificationId; readonly version: number };

/** The request, ours alone until the transaction ends. @throws OpsdeckError NOT_FOUND */
export async function holdRequest(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  id: VerificationId,
): Promise<VerificationRequest> {
  const [request] = await transaction
    .select()
    .from(verificationRequests)
    .where(and(eq(verificationRequests.workspaceId, workspace.id), eq(verificationRequests.id, id)))
    .for('update');
  if (request === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Verification request ${id}` });
  return request;
}

/**
 * The request as whoever decides has seen it, theirs alone until the transaction ends, from which this move is possible.
 *
 * @throws OpsdeckError NOT_FOUND, VERIFICATION_MOVE_IMPOSSIBLE, or VERIFICATION_CHANGED with who was faster, when, and what they did
 */
export async function lockRequest(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  seen: SeenRequest,
  move: VerificationMoveName,
  now: Date,
): Promise<VerificationRequest> {
  const request = await holdRequest(transaction, workspace, seen.id);
  if (request.version !== seen.version) throw await changedMeanwhile(transaction, request, seen.version, now);
  if (!canMove(move, request.state))
    throw new OpsdeckError('VERIFICATION_MOVE_IMPOSSIBLE', { id: request.id, state: request.state, move });
  return request;
}

async function changedMeanwhile(
  transaction: Transaction,
  request: VerificationRequest,
  seenVersion: number,
  now: Date,
): Promise<OpsdeckError<'VERIFICATION_CHANGED'>> {
  const since = await transaction
    .select()
    .from(verificationEvents)
    .where(
      and(
        eq(verificationEvents.workspaceId, request.workspaceId),
        eq(verificationEvents.requestId, request.id),
        gt(verificationEvents.requestVersion, seenVersion),
      ),
    )
    .orderBy(asc(verificationEvents.id));
  const changes = since.filter(({ kind }) => kind !== 'viewed');
  const last = changes.at(-1);
  const ms = last === undefined ? 0 : now.getTime() - last.at.getTime();
  return new OpsdeckError('VERIFICATION_CHANGED', {
    id: request.id,
    by: last?.actor ?? 'somebody',
    secondsAgo: Math.max(0, Math.round(ms / 1_000)),
    what:
      last === undefined
        ? `it is ${request.state.replaceAll('_', ' ')} now`
        : changes.map(({ kind }) => kind.replaceAll('_', ' ')).join(', then '),
  });
}
