import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { PaymentId } from '#contract/ids.ts';
import type { PaymentState } from '#contract/marketplace/money.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { postMovements } from '../../ledger/post-movements.ts';
import { settleHeld } from '../../ledger/settle-held.ts';
import { movementOfPayment } from '../payment-money.ts';
import { payments } from '../schema.ts';

export type SettlePaymentInput = {
  readonly paymentId: PaymentId;
  readonly outcome: Exclude<PaymentState, 'pending'>;
  /** Why it failed. */
  readonly problem?: string;
};

/**
 * Ends a payment, once: the money that it held goes, or is free again.
 *
 * @throws OpsdeckError NOT_FOUND, PAYMENT_SETTLED, and WALLET_TOO_LOW for one that held nothing (loaded from elsewhere)
 */
export async function settlePayment(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  { paymentId, outcome, problem }: SettlePaymentInput,
  now: Date,
): Promise<{ version: number }> {
  const isIt = and(eq(payments.workspaceId, workspace.id), eq(payments.id, paymentId));
  const [payment] = await transaction.select().from(payments).where(isIt).for('update');
  if (payment === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Payment ${paymentId}` });
  if (payment.state !== 'pending')
    throw new OpsdeckError('PAYMENT_SETTLED', { id: paymentId, state: payment.state });
  const succeeded = outcome === 'succeeded';
  const wasHeld = await settleHeld(transaction, workspace.id, paymentId, succeeded ? 'post' : 'void');
  if (!wasHeld && succeeded) {
    const context = { workspaceId: workspace.id, key: `payment:${paymentId}`, paymentId };
    await postMovements(transaction, context, [movementOfPayment(payment, 'single')]);
  }
  const version = payment.version + 1;
  await transaction
    .update(payments)
    .set({
      state: outcome,
      settledAt: new Date(Math.max(now.getTime(), payment.createdAt.getTime())),
      problem: problem ?? null,
      version,
    })
    .where(isIt);
  return { version };
}
