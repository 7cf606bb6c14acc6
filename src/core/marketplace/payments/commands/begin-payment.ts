import type { CustomerId, PaymentId } from '#contract/ids.ts';
import type { PaymentGateway, PaymentKind } from '#contract/marketplace/money.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { requireTrading } from '../../customers/require-trading.ts';
import { postMovements } from '../../ledger/post-movements.ts';
import { movementOfPayment } from '../payment-money.ts';
import { payments } from '../schema.ts';

export type BeginPaymentInput = {
  readonly kind: PaymentKind;
  readonly customerId: CustomerId;
  readonly currency: string;
  readonly amountMicros: bigint;
  readonly gateway: PaymentGateway;
};

/**
 * Begins a deposit, a withdrawal or a payout: its money is held until `settlePayment` says how it ended. What is held can be
 * spent by nobody: not what is on its way out, nor what has not come in yet.
 *
 * @throws OpsdeckError NOT_FOUND, CUSTOMER_SUSPENDED, WALLET_TOO_LOW
 */
export async function beginPayment(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  input: BeginPaymentInput,
  now: Date,
): Promise<{ id: PaymentId }> {
  await requireTrading(transaction, workspace, [input.customerId]);
  const [payment] = await transaction
    .insert(payments)
    .values({ workspaceId: workspace.id, ...input, createdAt: now, state: 'pending' })
    .returning({ id: payments.id });
  if (payment === undefined) throw new Error('the new payment was not returned');
  const context = { workspaceId: workspace.id, key: `payment:${payment.id}:hold`, paymentId: payment.id };
  await postMovements(transaction, context, [movementOfPayment(input, 'pending')]);
  return payment;
}
