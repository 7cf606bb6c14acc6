import { assert, boolean, constantFrom, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysMs, defaultRiskRules, riskRulesSchema } from '#contract/marketplace/risk.ts';
import { riskBreakdown, type RiskFacts } from './risk-score.ts';

const harmless: RiskFacts = {
  ageMs: daysMs(100),
  verified: true,
  ordersEnded: 10,
  ordersDisputed: 0,
  ratings: 0,
  stars: 0,
};
const scoreOf = (change: Partial<RiskFacts>) =>
  riskBreakdown({ ...harmless, ...change }, defaultRiskRules).score;

const facts = record({
  ageMs: integer({ min: -daysMs(1), max: daysMs(800) }),
  verified: boolean(),
  ordersEnded: nat(50),
  disputedPercent: nat(100),
  ratings: nat(20),
  tenths: integer({ min: 10, max: 50 }),
}).map(({ disputedPercent, tenths, ...rest }): RiskFacts => ({
  ...rest,
  ordersDisputed: Math.floor((rest.ordersEnded * disputedPercent) / 100),
  stars: Math.round((rest.ratings * tenths) / 10),
}));
const weight = integer({ min: -100, max: 100 });
const rules = record({
  newDays: nat(100),
  newWeight: weight,
  unverifiedWeight: weight,
  disputeRatePpm: nat(1_000_000),
  disputeWeight: weight,
  positiveTenths: integer({ min: 10, max: 50 }),
  positiveWeight: weight,
  longDays: nat(800),
  longWeight: weight,
}).map((values) => riskRulesSchema.parse(values));

describe('the risk score', () => {
  it.each([
    ['a verified customer of some time', {}, 0],
    ['29 days, 23 hours', { ageMs: daysMs(30) - 3_600_000 }, 30],
    ['30 days exactly', { ageMs: daysMs(30) }, 0],
    ['not verified', { verified: false }, 20],
    ['a dispute rate of 10 %', { ordersDisputed: 1 }, 0],
    ['a dispute rate above 10 %', { ordersEnded: 19, ordersDisputed: 2 }, 40],
    ['no orders at all', { ordersEnded: 0, verified: false }, 20],
    ['four stars on average', { verified: false, ratings: 2, stars: 8 }, 0],
    ['less than four', { verified: false, ratings: 3, stars: 11 }, 20],
    ['a year exactly', { verified: false, ageMs: daysMs(365) }, 20],
    ['more than a year', { verified: false, ageMs: daysMs(365) + 1 }, 10],
    ['all that is bad', { ageMs: 0, verified: false, ordersEnded: 1, ordersDisputed: 1 }, 90],
    ['all that is good', { ageMs: daysMs(400), ratings: 1, stars: 5 }, 0],
  ])('of %s', (_what, change, score) => {
    expect(scoreOf(change)).toBe(score);
  });

  it('follows the weights and thresholds it is given', () => {
    const strict = riskRulesSchema.parse({
      newDays: 101,
      newWeight: 70,
      longDays: 99,
      longWeight: 20,
      disputeRatePpm: 0,
    });
    expect(riskBreakdown(harmless, strict).score).toBe(90);
    expect(riskBreakdown({ ...harmless, ordersDisputed: 1 }, strict).score).toBe(100);
  });

  it('is the clamped sum of the parts that apply, and each part is told once', () => {
    assert(
      property(facts, rules, (given, by) => {
        const { score, parts } = riskBreakdown(given, by);
        const sum = parts.filter(({ applies }) => applies).reduce((total, part) => total + part.weight, 0);
        expect(score).toBe(Math.min(100, Math.max(0, sum)));
        expect(new Set(parts.map(({ part }) => part)).size).toBe(5);
      }),
    );
  });

  it('never falls when a fact becomes worse, and never rises when one becomes better', () => {
    const worse: Readonly<Record<string, (given: RiskFacts) => RiskFacts>> = {
      unverified: (given) => ({ ...given, verified: false }),
      younger: (given) => ({ ...given, ageMs: Math.floor(given.ageMs / 2) }),
      disputed: (given) => ({
        ...given,
        ordersEnded: given.ordersEnded + 1,
        ordersDisputed: given.ordersDisputed + 1,
      }),
      blamed: (given) => ({ ...given, ratings: given.ratings + 1, stars: given.stars + 1 }),
    };
    assert(
      property(facts, constantFrom(...Object.values(worse)), (given, turn) => {
        // Somebody without an opinion about them is not praised: the first blame is no worse than that.
        const before = riskBreakdown(given, defaultRiskRules).score;
        expect(riskBreakdown(turn(given), defaultRiskRules).score).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
