import { defaultRiskRules } from '#contract/marketplace/risk.ts';
import { riskBreakdown, type RiskFacts } from '../../core/marketplace/risk/risk-score.ts';
import { stateByScore } from '../../core/marketplace/risk/state-by-risk.ts';
import type { CustomerState } from '#contract/marketplace/customers.ts';

/** By the rules of a new workspace. */
export function riskScore(facts: RiskFacts): number {
  return riskBreakdown(facts, defaultRiskRules).score;
}

export function stateByRisk(score: number): CustomerState {
  return stateByScore(score, defaultRiskRules);
}
