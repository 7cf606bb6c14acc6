import type { ActorKind, OrderStatus } from './orders.ts';

/** Whose hands may make a move: the advertiser's, the editor's, an operator's on anybody's behalf, or a job's. */
export type Mover = 'advertiser' | 'editor' | 'operator' | 'job';

/** What a move does with the price. */
export type MoneyEffect =
  | 'none'
  /** From the advertiser's wallet into escrow. */
  | 'hold'
  /** From escrow to the editor and the platform; of what a dispute decided to give back, to the advertiser. */
  | 'release'
  /** From escrow back to the wallet. */
  | 'refund';

export type OrderMove = {
  readonly from: readonly OrderStatus[];
  readonly to: OrderStatus;
  readonly by: readonly Mover[];
  readonly money: MoneyEffect;
  /** It says why, on the timeline. */
  readonly needsReason: boolean;
};

/**
 * The life of an order: every move there is. Commands, jobs and the page ask this table and nothing else, so what is not here
 * cannot happen. A status that no move leads out of is final.
 */
export const orderMoves = {
  submit: {
    from: ['draft'],
    to: 'pending',
    by: ['advertiser', 'operator'],
    money: 'hold',
    needsReason: false,
  },
  confirm: {
    from: ['pending'],
    to: 'confirmed',
    by: ['editor', 'operator'],
    money: 'none',
    needsReason: false,
  },
  reject: {
    from: ['pending'],
    to: 'rejected',
    by: ['editor', 'operator'],
    money: 'refund',
    needsReason: true,
  },
  cancel: {
    from: ['pending', 'confirmed'],
    to: 'cancelled',
    by: ['advertiser', 'operator', 'job'],
    money: 'refund',
    needsReason: true,
  },
  publish: {
    from: ['confirmed'],
    to: 'published',
    by: ['editor', 'operator', 'job'],
    money: 'none',
    needsReason: false,
  },
  complete: {
    from: ['published'],
    to: 'completed',
    by: ['operator', 'job'],
    money: 'release',
    needsReason: false,
  },
  dispute: {
    from: ['published'],
    to: 'disputed',
    by: ['advertiser', 'operator', 'job'],
    money: 'none',
    needsReason: true,
  },
  release: {
    from: ['disputed'],
    to: 'completed',
    by: ['operator', 'job'],
    money: 'release',
    needsReason: true,
  },
  refund: { from: ['disputed'], to: 'refunded', by: ['operator', 'job'], money: 'refund', needsReason: true },
} as const satisfies Record<string, OrderMove>;

export type OrderMoveName = keyof typeof orderMoves;

// Object.keys forgets that the names are those of the table.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const orderMoveNames = Object.keys(orderMoves) as readonly OrderMoveName[];

/** Moves that only a dispute makes, in the transaction of its own row: an order is never disputed without one. */
export const disputeMoveNames = ['dispute', 'release', 'refund'] as const satisfies readonly OrderMoveName[];

/** A move that can be made by itself. */
export type PlainMoveName = Exclude<OrderMoveName, (typeof disputeMoveNames)[number]>;

export function isPlainMove(name: OrderMoveName): name is PlainMoveName {
  return !disputeMoveNames.some((move) => move === name);
}

export const plainMoveNames: readonly PlainMoveName[] = orderMoveNames.filter(isPlainMove);

/** Why a move cannot be made, or that it can. */
export type MoveVerdict =
  { readonly possible: true } | { readonly possible: false; readonly why: 'status' | 'mover' };

/** Whether somebody may make a move of an order that stands like this. */
export function judgeMove(name: OrderMoveName, status: OrderStatus, mover: Mover): MoveVerdict {
  const move: OrderMove = orderMoves[name];
  if (!move.from.includes(status)) return { possible: false, why: 'status' };
  if (!move.by.includes(mover)) return { possible: false, why: 'mover' };
  return { possible: true };
}

/** As the timeline names who acted. */
export function actorKindOf(mover: Mover): ActorKind {
  if (mover === 'operator') return 'operator';
  return mover === 'job' ? 'system' : 'customer';
}
