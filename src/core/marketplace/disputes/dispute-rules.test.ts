import { assert, bigInt, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerIdSchema, orderIdSchema } from '#contract/ids.ts';
import { type DisputeRuleSet, usualDisputeRules } from '#contract/marketplace/dispute-rules.ts';
import type { DisputeReason } from '#contract/marketplace/disputes.ts';
import type { PlacementOutcome } from '#contract/marketplace/placements.ts';
import { moneyOfMove } from '../orders/order-money.ts';
import { escalationPriority } from './escalation-priority.ts';
import { explainDecision } from './explain-decision.ts';
import { gatherFacts } from './gather-facts.ts';
import { decisionOf, givenBackFor } from './share-price.ts';
import { matchingRule, weighRules } from './weigh-rules.ts';

const minuteMs = 60_000;
const publishedAt = Date.UTC(2026, 5, 1, 12);
const expiresAt = publishedAt + 1_440 * minuteMs;

type Told = readonly [minute: number, outcome: PlacementOutcome, similarity?: number, linkMissing?: boolean];

function factsOf(looks: readonly Told[], reason: DisputeReason = 'taken_down_early', nowMinute = 1_450) {
  return gatherFacts(
    {
      reason,
      publishedAt,
      expiresAt,
      looks: looks.map(([minute, outcome, similarity, linkMissing]) => ({
        at: publishedAt + minute * minuteMs,
        outcome,
        similarityPercent: outcome === 'up' || outcome === 'edited' ? (similarity ?? 100) : null,
        linkMissing: outcome === 'up' || outcome === 'edited' ? (linkMissing ?? false) : null,
      })),
    },
    publishedAt + nowMinute * minuteMs,
  );
}

const ruleFor = (facts: ReturnType<typeof factsOf>, rules: DisputeRuleSet = usualDisputeRules) =>
  matchingRule(weighRules(rules, facts))?.rule.name ?? null;

describe('the usual rules', () => {
  test.each<[string, string | null, readonly Told[], DisputeReason?]>([
    [
      'never published',
      'never-published',
      [
        [2, 'missing'],
        [8, 'missing'],
      ],
    ],
    [
      'up for the whole term',
      'up-whole-term',
      [
        [2, 'up'],
        [700, 'up'],
        [1_440, 'up'],
      ],
    ],
    [
      'taken down early',
      'taken-down-early',
      [
        [2, 'up'],
        [300, 'missing'],
        [305, 'missing'],
      ],
    ],
    [
      'another text',
      'text-differs',
      [
        [2, 'edited', 60],
        [1_440, 'edited', 60],
      ],
    ],
    [
      'another text, taken down',
      'text-differs',
      [
        [2, 'up', 89],
        [300, 'missing'],
        [305, 'missing'],
      ],
    ],
    [
      'the link is missing',
      'link-missing',
      [
        [2, 'up', 98, true],
        [1_440, 'up', 98, true],
      ],
    ],
    ['one miss only', null, [[2, 'missing']]],
    [
      'nobody could look',
      null,
      [
        [2, 'unreachable'],
        [60, 'private'],
      ],
    ],
    [
      'up, but about something else',
      null,
      [
        [2, 'up'],
        [1_440, 'up'],
      ],
      'wrong_time',
    ],
  ])('decide: %s', (_case, rule, looks, reason) => {
    expect(ruleFor(factsOf(looks, reason))).toBe(rule);
  });

  test('do not decide about a post that is up while its term lasts', () => {
    expect(
      ruleFor(
        factsOf(
          [
            [2, 'up'],
            [500, 'up'],
          ],
          'taken_down_early',
          500,
        ),
      ),
    ).toBeNull();
  });
});

describe('rules are data', () => {
  const facts = factsOf([
    [2, 'up', 89],
    [300, 'missing'],
    [305, 'missing'],
  ]);

  test('the first that matches decides, the others are not reached', () => {
    const verdicts = weighRules(usualDisputeRules, facts).map(({ rule, verdict }) => [rule.name, verdict]);
    expect(verdicts).toEqual([
      ['never-published', 'not_matched'],
      ['text-differs', 'matched'],
      ['link-missing', 'not_matched'],
      ['up-whole-term', 'not_matched'],
      ['taken-down-early', 'not_reached'],
    ]);
    expect(ruleFor(facts, { ...usualDisputeRules, rules: usualDisputeRules.rules.toReversed() })).toBe(
      'taken-down-early',
    );
  });

  test('one that is switched off says nothing, and a tolerance is what the rule says', () => {
    const without = usualDisputeRules.rules.map((rule) =>
      rule.name === 'text-differs' ? { ...rule, enabled: false } : rule,
    );
    expect(ruleFor(facts, { ...usualDisputeRules, rules: without })).toBe('taken-down-early');
    const patient = usualDisputeRules.rules.map((rule) =>
      rule.name === 'text-differs'
        ? {
            ...rule,
            conditions: [{ test: 'below' as const, fact: 'similarityPercent' as const, percent: 80 }],
          }
        : rule,
    );
    expect(ruleFor(facts, { ...usualDisputeRules, rules: patient })).toBe('taken-down-early');
  });

  test('what the evidence does not say is unknown, and never holds', () => {
    const [first] = weighRules(usualDisputeRules, factsOf([]));
    expect(first?.conditions).toMatchObject([{ holds: 'unknown', found: null }]);
  });
});

describe('the price of a post that was up for a part of its term', () => {
  test('is divided to the micro between all three, whatever it is', () => {
    const price = bigInt({ min: 1n, max: 10n ** 15n });
    assert(
      property(
        price,
        integer({ min: 1, max: 525_600 }),
        integer({ min: 0, max: 1_000_000 }),
        integer({ min: 0, max: 1_000_000 }),
        (priceMicros, termMinutes, up, rate) => {
          const upMinutes = up % (termMinutes + 1);
          const back = givenBackFor(priceMicros, upMinutes, termMinutes);
          const order = {
            id: orderIdSchema.parse(1),
            advertiserId: customerIdSchema.parse(1),
            editorId: customerIdSchema.parse(2),
            currency: 'USD',
            priceMicros,
            commissionMicros: (priceMicros * BigInt(rate)) / 1_000_000n,
          };
          const { movements, refundedMicros, commissionMicros } = moneyOfMove('release', order, back);
          expect(movements.reduce((sum, { micros }) => sum + micros, 0n)).toBe(priceMicros);
          expect(movements.every(({ micros }) => micros > 0n)).toBe(true);
          expect(refundedMicros).toBe(back);
          expect(commissionMicros <= order.commissionMicros).toBe(true);
          // Never more for less time.
          if (upMinutes < termMinutes)
            expect(givenBackFor(priceMicros, upMinutes + 1, termMinutes) <= back).toBe(true);
          expect(givenBackFor(priceMicros, termMinutes, termMinutes)).toBe(0n);
          expect(givenBackFor(priceMicros, 0, termMinutes)).toBe(priceMicros);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('is refused for minutes that cannot be', () => {
    for (const [up, term] of [
      [-1, 10],
      [11, 10],
      [0, 0],
      [0.5, 1],
    ] as const)
      expect(() => givenBackFor(100n, up, term)).toThrow(RangeError);
  });

  test('has a decision by what is given back', () => {
    expect([0n, 1n, 40n].map((back) => decisionOf(40n, back))).toEqual(['release', 'pro_rata', 'refund']);
  });
});

test('a decision says which rule, which evidence, and how it was reckoned', () => {
  const facts = factsOf([
    [2, 'up'],
    [600, 'up'],
    [720, 'missing'],
    [725, 'missing'],
  ]);
  const matched = matchingRule(weighRules(usualDisputeRules, facts));
  if (matched === null) throw new Error('no rule matched');
  const givenBackMicros = givenBackFor(40_000_000n, facts.upMinutes ?? 0, facts.termMinutes);
  expect(
    explainDecision(matched, facts, {
      currency: 'USD',
      priceMicros: 40_000_000n,
      givenBackMicros,
      commissionMicros: 2_749_999n,
    }),
  ).toBe(
    'Rule “taken-down-early”, from 4 looks at the post: taken down early: yes, up for 45 % (below 99 %). ' +
      'It was up for 660 of 1440 minutes: 40.00 USD × 660 ÷ 1440 = 18.333333 USD. ' +
      'Of 40.00 USD, 21.666667 USD goes back to the advertiser, 15.583334 USD to the editor and 2.749999 USD to the platform.',
  );
});

test.each([
  [5, 10n, 0, 0],
  [4, 10n, 25, 0],
  [4, 200n, 0, 70],
  [3, 10n, 80, 0],
  [3, 200n, 0, 71],
  [1, 5_000n, 100, 90],
])(
  'a dispute is escalated with priority %d for %d units, %d hours, risk %d',
  (priority, units, hours, risk) => {
    expect(escalationPriority({ priceMicros: units * 1_000_000n, ageMs: hours * 3_600_000, risk })).toBe(
      priority,
    );
  },
);
