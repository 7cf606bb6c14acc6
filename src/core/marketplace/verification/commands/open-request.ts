import { and, eq, inArray, sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId, VerificationId } from '#contract/ids.ts';
import { isMaskedReference } from '#contract/marketplace/account-number.ts';
import {
  openVerificationStates,
  type VerificationKind,
  type VerificationPriority,
} from '#contract/marketplace/verification-states.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { customers } from '../../customers/schema.ts';
import { noteOnTimeline } from '../change-request.ts';
import { verificationRequests } from '../schema.ts';

export type OpenRequestInput = {
  readonly customerId: CustomerId;
  readonly kind: VerificationKind;
  /** Of a payment method, a masked reference; otherwise null. */
  readonly label: string | null;
  readonly priority: VerificationPriority;
};

/**
 * Puts a customer's request into the queue. Of the same thing there is one open request at a time.
 *
 * @throws OpsdeckError NOT_FOUND, VERIFICATION_OPEN, VERIFICATION_INCOMPLETE, ACCOUNT_NUMBER_REFUSED
 */
export async function openRequest(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: string,
  { customerId, kind, label, priority }: OpenRequestInput,
  now: Date,
): Promise<{ id: VerificationId }> {
  if ((kind === 'payment_method') !== (label !== null))
    throw new OpsdeckError('VERIFICATION_INCOMPLETE', {
      problem: 'a payment method, and nothing else, has a masked reference',
    });
  if (label !== null && !isMaskedReference(label)) throw new OpsdeckError('ACCOUNT_NUMBER_REFUSED', {});
  // Of two who open one at once, the second finds the first's.
  const [customer] = await transaction
    .select({ createdAt: customers.createdAt })
    .from(customers)
    .where(and(eq(customers.workspaceId, workspace.id), eq(customers.id, customerId)))
    .for('no key update');
  if (customer === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Customer ${customerId}` });
  const [open] = await transaction
    .select({ id: verificationRequests.id })
    .from(verificationRequests)
    .where(
      and(
        eq(verificationRequests.workspaceId, workspace.id),
        eq(verificationRequests.customerId, customerId),
        eq(verificationRequests.kind, kind),
        sql`coalesce(lower(${verificationRequests.label}), '') = lower(${label ?? ''})`,
        inArray(verificationRequests.state, [...openVerificationStates]),
      ),
    );
  if (open !== undefined) throw new OpsdeckError('VERIFICATION_OPEN', { customer: customerId, id: open.id });
  const [request] = await transaction
    .insert(verificationRequests)
    .values({
      workspaceId: workspace.id,
      customerId,
      kind,
      label,
      priority,
      requestedAt: now,
      requestedBy: actor,
    })
    .returning();
  if (request === undefined) throw new Error('the request was not written');
  await noteOnTimeline(transaction, request, { kind: 'requested', actor, at: now });
  return { id: request.id };
}
