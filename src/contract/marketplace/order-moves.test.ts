import { describe, expect, it } from 'vitest';
import { judgeMove, orderMoveNames, orderMoves } from './order-moves.ts';
import { finalOrderStatuses, openOrderStatuses, type OrderStatus, orderStatuses } from './orders.ts';

const moves = Object.values(orderMoves);

/** The life of an order as PRODUCT.md §3 draws it. */
const drawn: readonly (readonly [OrderStatus, OrderStatus])[] = [
  ['draft', 'pending'],
  ['pending', 'confirmed'],
  ['confirmed', 'published'],
  ['published', 'completed'],
  ['pending', 'rejected'],
  ['pending', 'cancelled'],
  ['confirmed', 'cancelled'],
  ['published', 'disputed'],
  ['disputed', 'completed'],
  ['disputed', 'refunded'],
];

function isOpen(status: OrderStatus): boolean {
  return openOrderStatuses.some((open) => open === status);
}

describe('the moves of an order', () => {
  it('are exactly those that the product knows', () => {
    const made = moves.flatMap(({ from, to }) => from.map((status) => `${status} → ${to}`));
    expect(made.toSorted()).toEqual(drawn.map(([from, to]) => `${from} → ${to}`).toSorted());
  });

  it('lead nowhere from a final status', () => {
    for (const status of finalOrderStatuses) {
      const possible = orderMoveNames.filter((name) => judgeMove(name, status, 'operator').possible);
      expect(possible, status).toEqual([]);
    }
  });

  it('take the money into escrow on the way to the open statuses, and out on the way to the final ones', () => {
    for (const { from, to, money } of moves) {
      for (const status of from) {
        const expected =
          isOpen(status) === isOpen(to) ? ['none'] : isOpen(to) ? ['hold'] : ['release', 'refund'];
        expect(expected, `${status} → ${to}`).toContain(money);
      }
    }
  });

  it('can bring an order to every status', () => {
    const reached = new Set<OrderStatus>(['draft']);
    for (const _ of orderStatuses)
      for (const { from, to } of moves) if (from.some((status) => reached.has(status))) reached.add(to);
    expect([...reached].toSorted()).toEqual([...orderStatuses].toSorted());
  });

  it('are refused to whoever may not make them', () => {
    expect(judgeMove('confirm', 'pending', 'advertiser')).toEqual({ possible: false, why: 'mover' });
    expect(judgeMove('confirm', 'draft', 'operator')).toEqual({ possible: false, why: 'status' });
    expect(judgeMove('confirm', 'pending', 'editor')).toEqual({ possible: true });
  });
});
