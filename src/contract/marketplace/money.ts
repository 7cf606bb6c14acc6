/**
 * Accounts of the ledger. A customer has wallets (an advertiser's money), escrow (what is held for their orders) and earnings
 * (an editor's); the platform has the rest.
 */
export const customerAccountKinds = ['wallet', 'escrow', 'earnings'] as const;

/** Commission earned, what gateways hold for us (negative: they hold it), refunds granted out of the platform's own money. */
export const platformAccountKinds = ['commission', 'gateway', 'refunds'] as const;

export const ledgerAccountKinds = [...customerAccountKinds, ...platformAccountKinds] as const;
export type LedgerAccountKind = (typeof ledgerAccountKinds)[number];

/** Why money moved. */
export const transferKinds = [
  'deposit',
  'withdrawal',
  'payout',
  'hold',
  'release',
  'commission',
  'refund',
  'goodwill',
  'adjustment',
] as const;
export type TransferKind = (typeof transferKinds)[number];

/** As TigerBeetle has it: at once, or held first (`pending`) and then posted or voided by a second transfer. */
export const transferPhases = ['single', 'pending', 'post', 'void'] as const;
export type TransferPhase = (typeof transferPhases)[number];

/** Money that crosses the border of the ledger: in from an advertiser, back to them, out to an editor. */
export const paymentKinds = ['deposit', 'withdrawal', 'payout'] as const;
export type PaymentKind = (typeof paymentKinds)[number];

export const paymentStates = ['pending', 'succeeded', 'failed', 'cancelled'] as const;
export type PaymentState = (typeof paymentStates)[number];

export const paymentGateways = ['stripe', 'payme', 'click', 'manual'] as const;
export type PaymentGateway = (typeof paymentGateways)[number];
