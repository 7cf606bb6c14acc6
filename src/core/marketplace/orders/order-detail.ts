import type { OrderDetail, OrderEvent, OrderRow } from '#contract/marketplace/order.ts';
import { orderMoveNames } from '#contract/marketplace/order-moves.ts';
import type { Instant } from '#contract/time.ts';
import { moneyWhereabouts } from './money-whereabouts.ts';
import { moveHindrance, type MoveFacts } from './move-hindrance.ts';

/** What a row of a list does not have, and the detail is made of. */
export type OrderRest = {
  readonly durationHours: number;
  readonly postText: string;
  readonly postLink: string | null;
  readonly messageId: number | null;
  readonly views: number | null;
  readonly publishedAt: Instant | null;
  readonly commissionMicros: bigint;
  readonly refundedMicros: bigint;
};

/** An order in full, the same wherever it was read: where its money is and what can be done with it follow from its rows. */
export function orderDetail(parts: {
  readonly order: OrderRow;
  readonly rest: OrderRest;
  readonly facts: MoveFacts;
  readonly timeline: OrderEvent[];
  readonly timelineIsCut: boolean;
  readonly source: OrderDetail['source'];
}): OrderDetail {
  const { order, rest, facts, timeline, timelineIsCut, source } = parts;
  const { currency } = order.price;
  const inMoney = (micros: bigint) => ({ micros: String(micros), currency });
  const where = moneyWhereabouts({
    status: order.status,
    priceMicros: facts.priceMicros,
    commissionMicros: rest.commissionMicros,
    refundedMicros: rest.refundedMicros,
  });
  return {
    ...order,
    durationHours: rest.durationHours,
    postText: rest.postText,
    postLink: rest.postLink ?? madeLink(order.channel.username, rest.messageId),
    views: rest.views,
    publishedAt: rest.publishedAt,
    commission: inMoney(rest.commissionMicros),
    money: {
      escrow: inMoney(where.escrow),
      editor: inMoney(where.editor),
      commission: inMoney(where.commission),
      refunded: inMoney(where.refunded),
    },
    timeline,
    timelineIsCut,
    source,
    moves: orderMoveNames.map((move) => ({ move, hindrance: moveHindrance(move, facts) })),
  };
}

function madeLink(username: string | null, messageId: number | null): string | null {
  return username === null || messageId === null ? null : `https://t.me/${username}/${messageId}`;
}
