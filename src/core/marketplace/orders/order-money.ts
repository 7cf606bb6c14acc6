import type { CustomerId, OrderId } from '#contract/ids.ts';
import type { OrderMoveName } from '#contract/marketplace/order-moves.ts';
import { orderMoves } from '#contract/marketplace/order-moves.ts';
import { dividePrice } from '#contract/marketplace/divide-price.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { MoneyPlace, Movement } from '../ledger/movement.ts';

/** What of an order decides about its money. Micros of its currency. */
export type OrderMoney = {
  readonly id: OrderId;
  readonly advertiserId: CustomerId;
  readonly editorId: CustomerId;
  readonly currency: string;
  readonly priceMicros: bigint;
  readonly commissionMicros: bigint;
};

/** What a move leaves the order with, and the movements that make it so. They add up to the price, to the micro. */
export type MoneyOutcome = {
  readonly movements: readonly Movement[];
  readonly refundedMicros: bigint;
  readonly commissionMicros: bigint;
};

/**
 * What a move does with an order's money. `givenBackMicros` is what a dispute decided to give back of the price on a release; the
 * platform's part shrinks with the price, rounded down, and the editor gets the rest: nothing is created or lost.
 */
export function moneyOfMove(move: OrderMoveName, order: OrderMoney, givenBackMicros = 0n): MoneyOutcome {
  const { priceMicros, commissionMicros, advertiserId, editorId, currency } = order;
  const wallet: MoneyPlace = { kind: 'wallet', customerId: advertiserId, currency };
  const escrow: MoneyPlace = { kind: 'escrow', customerId: advertiserId, currency };
  const { money } = orderMoves[move];
  switch (money) {
    case 'none':
      return { movements: [], refundedMicros: 0n, commissionMicros };
    case 'hold':
      return {
        movements: [{ kind: 'hold', from: wallet, to: escrow, micros: priceMicros }],
        refundedMicros: 0n,
        commissionMicros,
      };
    case 'refund':
      return {
        movements: [{ kind: 'refund', from: escrow, to: wallet, micros: priceMicros }],
        refundedMicros: priceMicros,
        commissionMicros: 0n,
      };
    case 'release': {
      const { commissionMicros: commission, earnedMicros } = dividePrice(
        priceMicros,
        commissionMicros,
        givenBackMicros,
      );
      const movements: Movement[] = [
        { kind: 'refund', from: escrow, to: wallet, micros: givenBackMicros },
        {
          kind: 'commission',
          from: escrow,
          to: { kind: 'commission', customerId: null, currency },
          micros: commission,
        },
        {
          kind: 'release',
          from: escrow,
          to: { kind: 'earnings', customerId: editorId, currency },
          micros: earnedMicros,
        },
      ];
      return {
        movements: movements.filter(({ micros }) => micros > 0n),
        refundedMicros: givenBackMicros,
        commissionMicros: commission,
      };
    }
    default:
      return exhaustive(money);
  }
}
