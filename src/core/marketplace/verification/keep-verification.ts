import { and, asc, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import { endedVerificationStates } from '#contract/marketplace/verification-states.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { changeRequest, notBefore } from './change-request.ts';
import { eraseDocuments } from './documents/remove-document.ts';
import { followVerification } from './follow-verification.ts';
import { verificationDocuments, verificationRequests } from './schema.ts';

/** Who acts by itself, on the timeline. */
export const verificationKeeper = 'Opsdeck';

const keeper: Actor = { mover: 'job', name: verificationKeeper };
const atOnce = 50;
const dayMs = 86_400_000;
/** An upload that no part has come for in so long was given up. */
const abandonedAfterMs = 3_600_000;

/** Of an expired approval when it expired, of the others when they were decided. */
const endedAt = sql`coalesce(${verificationRequests.expiredAt}, ${verificationRequests.decidedAt})`;

const inWorkspace = (workspace: Workspace) => eq(verificationRequests.workspaceId, workspace.id);

/**
 * Ends approvals whose time has come, each exactly once whichever hosts look at the same time, and takes the customers'
 * verification back. Returns how many; when that is `atOnce` there may be more.
 */
export function expireApprovals(workspace: Workspace, now: Date): Promise<number> {
  return inTransaction(workspace.database, async (transaction) => {
    const due = await transaction
      .select()
      .from(verificationRequests)
      .where(
        and(
          inWorkspace(workspace),
          eq(verificationRequests.state, 'approved'),
          lte(verificationRequests.validUntil, now),
        ),
      )
      .orderBy(asc(verificationRequests.validUntil), asc(verificationRequests.id))
      .limit(atOnce)
      .for('update', { skipLocked: true });
    for (const request of due) {
      const at = notBefore(request, now);
      await changeRequest(
        transaction,
        request,
        { state: 'expired', expiredAt: at },
        { kind: 'expired', actor: verificationKeeper, at },
      );
      await followVerification(transaction, workspace, request, { actor: keeper, at });
    }
    return due.length;
  });
}

/**
 * Deletes the documents of requests that ended so many days ago: rejected, withdrawn, or expired. The record stays, and says that
 * they were deleted.
 */
export function eraseOldDocuments(workspace: Workspace, keptDays: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * dayMs);
  return inTransaction(workspace.database, async (transaction) => {
    const due = await transaction
      .select()
      .from(verificationRequests)
      .where(
        and(
          inWorkspace(workspace),
          inArray(verificationRequests.state, [...endedVerificationStates]),
          isNull(verificationRequests.erasedAt),
          lt(endedAt, before),
        ),
      )
      .orderBy(asc(endedAt), asc(verificationRequests.id))
      .limit(atOnce)
      .for('update', { skipLocked: true });
    for (const request of due) {
      const kept = await transaction
        .select({ id: verificationDocuments.id })
        .from(verificationDocuments)
        .where(
          and(
            eq(verificationDocuments.workspaceId, workspace.id),
            eq(verificationDocuments.requestId, request.id),
            eq(verificationDocuments.state, 'stored'),
          ),
        );
      const at = notBefore(request, now);
      await eraseDocuments(
        transaction,
        workspace,
        kept.map(({ id }) => id),
        at,
      );
      await changeRequest(
        transaction,
        request,
        { erasedAt: at },
        { kind: 'erased', actor: verificationKeeper, at },
      );
    }
    return due.length;
  });
}

/** Forgets uploads that were given up: their console was killed, or the file was too slow for an hour. */
export async function dropAbandonedUploads(workspace: Workspace, now: Date): Promise<number> {
  const dropped = await workspace.database
    .delete(verificationDocuments)
    .where(
      and(
        eq(verificationDocuments.workspaceId, workspace.id),
        eq(verificationDocuments.state, 'uploading'),
        lt(verificationDocuments.addedAt, new Date(now.getTime() - abandonedAfterMs)),
      ),
    )
    .returning({ id: verificationDocuments.id });
  return dropped.length;
}
