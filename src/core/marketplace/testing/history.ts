import {
  type Arbitrary,
  array,
  bigInt,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
} from 'fast-check';
import type { CustomerId, ListingId } from '#contract/ids.ts';
import { type DisputeReason, disputeReasons } from '#contract/marketplace/disputes.ts';
import { type PaymentKind, paymentKinds } from '#contract/marketplace/money.ts';
import type { PlacementOutcome } from '#contract/marketplace/placements.ts';
import type { Crash } from './crashing-database.ts';
import { type StandingDeed, standingDeed } from './standing-deeds.ts';
import { ada, ben, cheap, dear, eve, inEuro, paused, sam } from './test-market.ts';

/** What an operator does. Orders and payments are picked among those there are by then, by a number. */
export type Deed =
  | StandingDeed
  | { readonly kind: 'create'; readonly advertiser: CustomerId; readonly listing: ListingId }
  | { readonly kind: 'edit'; readonly order: number; readonly text: string }
  | {
      readonly kind: 'move';
      readonly order: number;
      /** Picks the move: of those possible from the status that was seen, or of all there are. */
      readonly choice: number;
      readonly wild: boolean;
      /** Decides by a version that is no longer the newest. */
      readonly stale: boolean;
    }
  | { readonly kind: 'dispute'; readonly order: number; readonly reason: DisputeReason }
  /** A look at the post of an order that finds this, `again` right after. */
  | {
      readonly kind: 'look';
      readonly order: number;
      readonly outcome: PlacementOutcome;
      readonly text: string;
      readonly again: boolean;
    }
  /** So much time goes by for an order. */
  | { readonly kind: 'pass'; readonly order: number; readonly hours: number }
  | { readonly kind: 'evidence'; readonly order: number }
  /** The rules look at the dispute of an order. */
  | { readonly kind: 'weigh'; readonly order: number }
  | {
      readonly kind: 'decide';
      readonly order: number;
      /** Of the price, given back. */
      readonly percent: number;
      readonly stale: boolean;
    }
  | {
      readonly kind: 'pay';
      readonly payment: PaymentKind;
      readonly customer: CustomerId;
      readonly micros: bigint;
    }
  | {
      readonly kind: 'settle';
      readonly payment: number;
      readonly outcome: 'succeeded' | 'failed' | 'cancelled';
    };

export type Step = {
  readonly deed: Deed;
  /** The first try ends like this; then it is sent again with its key. */
  readonly crash: Crash | null;
  /** Sent once more although it was answered. */
  readonly twice: boolean;
};

export type History = {
  /** A post is there when it begins: it was seen, and so much time went by since. 0: nobody has looked yet. */
  readonly hoursUp: number;
  readonly disputed: boolean;
  /** What each of eight operators does, one thing after the other; all of them at the same time. */
  readonly steps: readonly (readonly Step[])[];
};

const operators = 8;

/** Mostly the one that was published before the history begins. */
const popular = oneof({ weight: 5, arbitrary: constant(2) }, { weight: 1, arbitrary: nat(3) });

const seldom = integer({ min: 0, max: 9 }).map((n) => n === 0);

const trade: Arbitrary<Deed> = oneof(
  { weight: 2, arbitrary: standingDeed },
  {
    weight: 2,
    arbitrary: record({
      kind: constant('create' as const),
      advertiser: constantFrom(ada, ada, ben, ben, sam, eve),
      listing: constantFrom(cheap, cheap, cheap, dear, inEuro, paused),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      kind: constant('edit' as const),
      order: nat(3),
      text: constantFrom('', 'a', 'b'),
    }),
  },
  {
    weight: 9,
    arbitrary: record({
      kind: constant('move' as const),
      // Few of them, so that operators meet.
      order: nat(3),
      choice: nat(8),
      wild: seldom,
      stale: seldom,
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      kind: constant('pay' as const),
      payment: constantFrom(...paymentKinds),
      customer: constantFrom(ada, ben, eve),
      micros: bigInt({ min: 1n, max: 70_000_000n }),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      kind: constant('settle' as const),
      payment: nat(2),
      outcome: constantFrom('succeeded' as const, 'failed' as const, 'cancelled' as const),
    }),
  },
);

const dispute: Arbitrary<Deed> = oneof(
  {
    weight: 4,
    arbitrary: record({
      kind: constant('dispute' as const),
      order: popular,
      reason: constantFrom(...disputeReasons),
    }),
  },
  {
    weight: 8,
    arbitrary: record({
      kind: constant('look' as const),
      order: popular,
      outcome: constantFrom<PlacementOutcome>(
        'up',
        'up',
        'up',
        'missing',
        'missing',
        'missing',
        'edited',
        'unreachable',
      ),
      text: constantFrom('', '', '', 'Something else'),
      again: constantFrom(true, false),
    }),
  },
  {
    weight: 5,
    arbitrary: record({
      kind: constant('pass' as const),
      order: popular,
      hours: constantFrom(1, 7, 7, 30),
    }),
  },
  { weight: 1, arbitrary: record({ kind: constant('evidence' as const), order: popular }) },
  { weight: 9, arbitrary: record({ kind: constant('weigh' as const), order: popular }) },
  {
    weight: 8,
    arbitrary: record({
      kind: constant('decide' as const),
      order: popular,
      percent: constantFrom(0, 0, 33, 50, 100, 100, 100, 101),
      stale: seldom,
    }),
  },
);

const crash: Arbitrary<Crash> = oneof(
  record({ kind: constant('killed' as const), statement: integer({ min: 1, max: 16 }) }),
  constant<Crash>({ kind: 'gone-before-commit' }),
  constant<Crash>({ kind: 'answer-lost' }),
);

const step = (deed: Arbitrary<Deed>): Arbitrary<Step> =>
  record({
    deed,
    crash: oneof({ weight: 8, arbitrary: constant(null) }, { weight: 1, arbitrary: crash }),
    twice: integer({ min: 0, max: 5 }).map((n) => n === 0),
  });

const historyOf = (deed: Arbitrary<Deed>): Arbitrary<History> =>
  record({
    hoursUp: constantFrom(0, 7, 30),
    disputed: boolean(),
    steps: array(array(step(deed), { minLength: 1, maxLength: 3, size: 'max' }), {
      minLength: operators,
      maxLength: operators,
    }),
  });

/** Mostly trade, or mostly a dispute: with all of it in equal shares, a short history would not get anywhere. */
export const history: Arbitrary<History> = oneof(
  historyOf(oneof({ weight: 7, arbitrary: trade }, { weight: 1, arbitrary: dispute })),
  historyOf(oneof({ weight: 1, arbitrary: trade }, { weight: 4, arbitrary: dispute })),
);
