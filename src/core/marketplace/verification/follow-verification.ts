import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { lockCustomer } from '../customers/lock-customer.ts';
import { recordAct } from '../customers/record-act.ts';
import { recomputeRisk } from '../risk/recompute-risk.ts';
import type { VerificationRequest } from './lock-request.ts';
import { verificationRequests } from './schema.ts';

/**
 * Makes the customer's `verified_at` what their approved identity requests say: since the newest that holds, or never. It is on the
 * customer's timeline, and their risk is computed again. To be called in the transaction that changed a request, after it. A payment
 * method verifies nobody's identity.
 */
export async function followVerification(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  { id, customerId, kind }: Pick<VerificationRequest, 'id' | 'customerId' | 'kind'>,
  { actor, at }: { readonly actor: Actor; readonly at: Date },
): Promise<void> {
  if (kind !== 'identity') return;
  const customer = await lockCustomer(transaction, workspace, { customerId, version: null }, at);
  const [newest] = await transaction
    .select({ at: sql`max(${verificationRequests.decidedAt})`.mapWith(verificationRequests.decidedAt) })
    .from(verificationRequests)
    .where(
      and(
        eq(verificationRequests.workspaceId, workspace.id),
        eq(verificationRequests.customerId, customerId),
        eq(verificationRequests.kind, 'identity'),
        eq(verificationRequests.state, 'approved'),
      ),
    );
  const since = newest?.at ?? null;
  // Clocks of two hosts differ: nobody was verified before they came.
  const verifiedAt =
    since === null ? null : new Date(Math.max(since.getTime(), customer.createdAt.getTime()));
  await recordAct(transaction, customer, {
    kind: verifiedAt === null ? 'verification_ended' : 'verified',
    actor,
    at,
    details: { request: id },
    change: { verifiedAt },
  });
  await recomputeRisk(transaction, workspace, [customerId], 'verification');
}
