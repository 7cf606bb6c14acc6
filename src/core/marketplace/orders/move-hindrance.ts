import type { MoveHindrance } from '#contract/marketplace/order.ts';
import { judgeMove, type OrderMoveName, orderMoves } from '#contract/marketplace/order-moves.ts';
import type { OrderStatus } from '#contract/marketplace/orders.ts';

/** What decides, beside the table of moves, whether an operator can make one. */
export type MoveFacts = {
  readonly status: OrderStatus;
  readonly priceMicros: bigint;
  readonly anySideSuspended: boolean;
  /** Whether the channel may sell. */
  readonly channelApproved: boolean;
  /** What the advertiser's wallet can spend in the order's currency. */
  readonly walletMicros: bigint;
};

/** Why an operator cannot make a move, as far as the local copy knows; the database decides. */
export function moveHindrance(move: OrderMoveName, facts: MoveFacts): MoveHindrance | null {
  const verdict = judgeMove(move, facts.status, 'operator');
  if (!verdict.possible) return verdict.why;
  if (move === 'submit' && facts.anySideSuspended) return 'suspended';
  if (move === 'submit' && !facts.channelApproved) return 'not_for_sale';
  return orderMoves[move].money === 'hold' && facts.walletMicros < facts.priceMicros ? 'wallet' : null;
}
