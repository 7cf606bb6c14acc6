import { type OrderStatus, openOrderStatuses } from '#contract/marketplace/orders.ts';

type Facts = {
  readonly status: OrderStatus;
  readonly priceMicros: bigint;
  readonly commissionMicros: bigint;
  readonly refundedMicros: bigint;
};

type Whereabouts = {
  readonly escrow: bigint;
  readonly editor: bigint;
  readonly commission: bigint;
  readonly refunded: bigint;
};

/** Where the price of an order is; of a draft it is nowhere yet. What was paid is all of it, to the micro. */
export function moneyWhereabouts(order: Facts): Whereabouts {
  const { status, priceMicros, commissionMicros, refundedMicros } = order;
  const nowhere = { escrow: 0n, editor: 0n, commission: 0n, refunded: 0n };
  if (status === 'draft') return nowhere;
  if (openOrderStatuses.some((open) => open === status)) return { ...nowhere, escrow: priceMicros };
  if (status !== 'completed') return { ...nowhere, refunded: priceMicros };
  return {
    escrow: 0n,
    editor: priceMicros - refundedMicros - commissionMicros,
    commission: commissionMicros,
    refunded: refundedMicros,
  };
}
