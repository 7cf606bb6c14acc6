import type { CustomerState } from '#contract/marketplace/customers.ts';
import { dayMs } from './calendar.ts';

export type RiskFacts = {
  readonly ageMs: number;
  readonly verified: boolean;
  readonly orders: number;
  readonly disputes: number;
  readonly ratings: number;
  readonly stars: number;
};

/** PRODUCT.md §3 with its default weights, clamped to 0 to 100. Positive reviews: four stars on average or more. */
export function riskScore(facts: RiskFacts): number {
  let score = 0;
  if (facts.ageMs < 30 * dayMs) score += 30;
  if (!facts.verified) score += 20;
  if (facts.orders > 0 && facts.disputes / facts.orders > 0.1) score += 40;
  if (facts.ratings > 0 && facts.stars / facts.ratings >= 4) score -= 20;
  if (facts.ageMs > 365 * dayMs) score -= 10;
  return Math.min(100, Math.max(0, score));
}

export function stateByRisk(score: number): CustomerState {
  return score > 85 ? 'suspended' : score > 70 ? 'flagged' : 'active';
}
