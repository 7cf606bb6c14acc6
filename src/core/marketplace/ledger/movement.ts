import type { CustomerId } from '#contract/ids.ts';
import type { LedgerAccountKind, TransferKind } from '#contract/marketplace/money.ts';

/** An account of the ledger, by what it is for. */
export type MoneyPlace = {
  readonly kind: LedgerAccountKind;
  /** Null for the platform's own. */
  readonly customerId: CustomerId | null;
  readonly currency: string;
};

/** Money that goes from one place to another. More than zero micros; both places have the same currency. */
export type Movement = {
  readonly kind: TransferKind;
  readonly from: MoneyPlace;
  readonly to: MoneyPlace;
  readonly micros: bigint;
  /** `pending`: it is held, and goes when it is posted. At once unless given. */
  readonly phase?: 'single' | 'pending';
};
