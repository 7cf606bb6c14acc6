import type { CustomerEventKind, CustomerState } from '#contract/marketplace/customers.ts';
import { type RiskOverride, riskOverrideSchema, type RiskRules } from '#contract/marketplace/risk.ts';
import type { LockedCustomer } from '../customers/lock-customer.ts';
import { nextChange } from './next-change.ts';
import type { TradeFacts } from './read-risk-facts.ts';
import { type RiskBreakdown, riskBreakdown } from './risk-score.ts';
import { judge, type Judgement } from './state-by-risk.ts';

export type Assessment = Judgement & {
  readonly computed: RiskBreakdown;
  readonly dueAt: number | null;
  /** What the timeline calls it; null when nothing is to be told. */
  readonly act: CustomerEventKind | null;
};

/** The platform's own people are not judged. */
const nothingToJudge: RiskBreakdown = { score: 0, parts: [] };

/** What the facts make of a customer by the rules at an instant (milliseconds). Decides everything, changes nothing. */
export function assess(
  customer: LockedCustomer,
  facts: TradeFacts,
  rules: RiskRules,
  now: number,
): Assessment {
  const createdAt = customer.createdAt.getTime();
  const computed =
    customer.role === 'admin'
      ? nothingToJudge
      : riskBreakdown({ ...facts, ageMs: now - createdAt, verified: customer.verifiedAt !== null }, rules);
  const override = overrideOf(customer);
  const { state, heldByOperator, acceptedScore } = customer;
  const judgement = judge(computed.score, { state, heldByOperator, acceptedScore, override }, rules, now);
  const remaining = judgement.overrideEnded ? null : override;
  return {
    ...judgement,
    computed,
    dueAt: nextChange({ createdAt, override: remaining }, rules, now),
    act: actOf(customer, judgement),
  };
}

export function overrideOf({ riskOverride }: Pick<LockedCustomer, 'riskOverride'>): RiskOverride | null {
  return riskOverride === null ? null : riskOverrideSchema.parse(riskOverride);
}

function actOf(
  { state, riskScore }: LockedCustomer,
  { overrideEnded, state: next, score }: Judgement,
): CustomerEventKind | null {
  if (overrideEnded) return 'override_ended';
  if (state !== next) return actOfState(state, next);
  return riskScore === score ? null : 'risk_changed';
}

/** What it is called when a customer comes from one state to another. */
export function actOfState(from: CustomerState, to: CustomerState): CustomerEventKind {
  if (to === 'suspended') return 'suspended';
  if (to === 'flagged') return 'flagged';
  return from === 'suspended' ? 'reinstated' : 'cleared';
}
