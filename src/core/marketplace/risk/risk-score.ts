import { daysMs, type RiskPartResult, type RiskRules } from '#contract/marketplace/risk.ts';

/** What is known of a customer, as far as their risk goes. */
export type RiskFacts = {
  /** Milliseconds since they signed up; below zero when the clocks of two machines disagree. */
  readonly ageMs: number;
  readonly verified: boolean;
  /** Orders that were completed, disputed or refunded, bought and sold. */
  readonly ordersEnded: number;
  /** Those of them that were ever disputed. */
  readonly ordersDisputed: number;
  readonly ratings: number;
  /** The sum of all stars. */
  readonly stars: number;
};

export type RiskBreakdown = {
  /** 0 to 100. */
  readonly score: number;
  /** Every part, whether it counts or not. */
  readonly parts: readonly RiskPartResult[];
};

/** PRODUCT.md §3: the weights of what applies, added up and clamped. Whole numbers throughout, so nothing depends on rounding. */
export function riskBreakdown(facts: RiskFacts, rules: RiskRules): RiskBreakdown {
  const { ageMs, ordersEnded, ordersDisputed, ratings, stars } = facts;
  const days = Math.max(0, Math.floor(ageMs / daysMs(1)));
  const parts: RiskPartResult[] = [
    {
      part: 'new',
      weight: rules.newWeight,
      applies: ageMs < daysMs(rules.newDays),
      fact: days,
      of: null,
      threshold: rules.newDays,
    },
    {
      part: 'unverified',
      weight: rules.unverifiedWeight,
      applies: !facts.verified,
      fact: facts.verified ? 1 : 0,
      of: null,
      threshold: null,
    },
    {
      part: 'disputes',
      weight: rules.disputeWeight,
      applies: ordersDisputed * 1_000_000 > ordersEnded * rules.disputeRatePpm,
      fact: ordersDisputed,
      of: ordersEnded,
      threshold: rules.disputeRatePpm,
    },
    {
      part: 'positive',
      weight: rules.positiveWeight,
      applies: ratings > 0 && stars * 10 >= ratings * rules.positiveTenths,
      fact: stars,
      of: ratings,
      threshold: rules.positiveTenths,
    },
    {
      part: 'long',
      weight: rules.longWeight,
      applies: ageMs > daysMs(rules.longDays),
      fact: days,
      of: null,
      threshold: rules.longDays,
    },
  ];
  const sum = parts.reduce((total, { applies, weight }) => total + (applies ? weight : 0), 0);
  return { score: Math.min(100, Math.max(0, sum)), parts };
}
