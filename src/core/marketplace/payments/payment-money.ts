import type { CustomerId } from '#contract/ids.ts';
import type { PaymentKind } from '#contract/marketplace/money.ts';
import type { MoneyPlace, Movement } from '../ledger/movement.ts';

export type PaymentMoney = {
  readonly kind: PaymentKind;
  readonly customerId: CustomerId;
  readonly currency: string;
  readonly amountMicros: bigint;
};

/** What a payment moves over the ledger's border: into a wallet, back out of it, or out of an editor's earnings. */
export function movementOfPayment(
  { kind, customerId, currency, amountMicros: micros }: PaymentMoney,
  phase: 'single' | 'pending',
): Movement {
  const gateway: MoneyPlace = { kind: 'gateway', customerId: null, currency };
  const own: MoneyPlace = { kind: kind === 'payout' ? 'earnings' : 'wallet', customerId, currency };
  return kind === 'deposit'
    ? { kind, from: gateway, to: own, micros, phase }
    : { kind, from: own, to: gateway, micros, phase };
}
