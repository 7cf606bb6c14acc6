import type { CustomerState } from '#contract/marketplace/customers.ts';
import type { RiskOverride, RiskRules } from '#contract/marketplace/risk.ts';

export type Thresholds = Pick<RiskRules, 'flagAbove' | 'suspendAbove'>;

/** What an operator pinned; `until` in milliseconds. */
export type Pinned = Pick<RiskOverride, 'score' | 'state'> & { readonly until: number | null };

/** A customer as far as the rules may move them. */
export type Standing = {
  readonly state: CustomerState;
  readonly heldByOperator: boolean;
  readonly acceptedScore: number | null;
  readonly override: Pinned | null;
};

export type Judgement = {
  /** The score that counts: what is pinned, or else what was computed. */
  readonly score: number;
  readonly state: CustomerState;
  readonly acceptedScore: number | null;
  /** The override's time is over. */
  readonly overrideEnded: boolean;
};

/** The state that a score leads to by itself. */
export function stateByScore(score: number, { flagAbove, suspendAbove }: Thresholds): CustomerState {
  return score > suspendAbove ? 'suspended' : score > flagAbove ? 'flagged' : 'active';
}

/**
 * What a computed score makes of a customer. In this order: what an operator suspended stays suspended; a pinned state stays; a
 * score that an operator has accepted changes nothing until it rises above that; else the thresholds decide, in both directions.
 * What was accepted is forgotten once the score is harmless.
 */
export function judge(computed: number, standing: Standing, thresholds: Thresholds, now: number): Judgement {
  const { heldByOperator, state: current } = standing;
  const overrideEnded = standing.override?.until != null && standing.override.until <= now;
  const override = overrideEnded ? null : standing.override;
  const score = override?.score ?? computed;
  const byScore = stateByScore(score, thresholds);
  const acceptedScore = byScore === 'active' ? null : standing.acceptedScore;
  const judgement = { score, acceptedScore, overrideEnded };
  if (heldByOperator) return { ...judgement, state: current };
  if (override?.state != null) return { ...judgement, state: override.state };
  if (acceptedScore !== null && score <= acceptedScore) return { ...judgement, state: current };
  return { ...judgement, state: byScore };
}
