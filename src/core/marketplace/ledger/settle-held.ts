import { and, eq } from 'drizzle-orm';
import type { PaymentId, WorkspaceId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import { ledgerTransfers } from './schema.ts';

/**
 * Ends what a payment holds: the money goes (`post`) or stays (`void`), once. False when nothing is held for it.
 */
export async function settleHeld(
  transaction: Transaction,
  workspaceId: WorkspaceId,
  paymentId: PaymentId,
  phase: 'post' | 'void',
): Promise<boolean> {
  const [held] = await transaction
    .select()
    .from(ledgerTransfers)
    .where(
      and(
        eq(ledgerTransfers.workspaceId, workspaceId),
        eq(ledgerTransfers.paymentId, paymentId),
        eq(ledgerTransfers.phase, 'pending'),
      ),
    );
  if (held === undefined) return false;
  const { debitAccountId, creditAccountId, amountMicros, kind, currency } = held;
  await transaction.insert(ledgerTransfers).values({
    workspaceId,
    debitAccountId,
    creditAccountId,
    amountMicros,
    kind,
    currency,
    paymentId,
    pendingId: held.id,
    phase,
    idempotencyKey: `payment:${paymentId}:${phase}`,
  });
  return true;
}
