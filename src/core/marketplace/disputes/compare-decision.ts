import type { DecisionChange } from '#contract/disputes.ts';
import type {
  DisputeFacts,
  DisputeRuleName,
  DisputeRuleSet,
  RuleOutcome,
} from '#contract/marketplace/dispute-rules.ts';
import { givenBackBy } from './given-back-by.ts';
import { matchingRule, weighRules } from './weigh-rules.ts';

export type DecidedDispute = {
  readonly facts: DisputeFacts;
  readonly priceMicros: bigint;
  readonly givenBackMicros: bigint;
  /** Null when a person decided. */
  readonly rule: string | null;
};

export type ComparedDecision = {
  readonly change: DecisionChange;
  /** Null when no rule matches: then a person is asked. */
  readonly rule: DisputeRuleName | null;
  readonly outcome: RuleOutcome;
  /** Null where a person is asked. */
  readonly givenBackMicros: bigint | null;
};

/**
 * What other rules would have made of a dispute with the evidence that decided it. A person who would be asked may decide as was
 * decided, so that counts as a change only where no person was asked. Pure.
 */
export function compareDecision(rules: DisputeRuleSet, decided: DecidedDispute): ComparedDecision {
  const matched = matchingRule(weighRules(rules, decided.facts))?.rule ?? null;
  const outcome = matched?.outcome ?? 'escalate';
  const givenBackMicros = givenBackBy(outcome, decided.facts, decided.priceMicros);
  const rule = matched?.name ?? null;
  const untold = decided.rule !== null && decided.facts.looks === 0;
  return { rule, outcome, givenBackMicros, change: untold ? 'unknown' : changeOf(decided, givenBackMicros) };
}

function changeOf({ rule, givenBackMicros }: DecidedDispute, then: bigint | null): DecisionChange {
  if (then === null) return rule === null ? 'same' : 'person';
  if (then !== givenBackMicros) return 'amount';
  return rule === null ? 'rule' : 'same';
}
