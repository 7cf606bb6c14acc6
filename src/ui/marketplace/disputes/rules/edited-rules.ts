import {
  type DisputeRuleSet,
  type RuleCondition,
  savedRuleSetSchema,
} from '#contract/marketplace/dispute-rules.ts';

type Percent = number | string;
type EditedCondition<Condition = RuleCondition> = Condition extends { readonly percent: number }
  ? Omit<Condition, 'percent'> & { readonly percent: Percent }
  : Condition;
type RuleOf<Set extends Pick<DisputeRuleSet, 'rules'>> = Set['rules'][number];

/** Rules while they are edited: a field that was emptied holds an empty text. */
export type EditedRule = Omit<RuleOf<DisputeRuleSet>, 'conditions'> & {
  readonly conditions: readonly EditedCondition[];
};
export type EditedRules = {
  readonly rules: readonly EditedRule[];
  readonly patienceMinutes: Percent;
};

/** The rules that were entered; null when the contract would refuse them. */
export function enteredRules(edited: EditedRules): DisputeRuleSet | null {
  const parsed = savedRuleSetSchema.safeParse(edited);
  return parsed.success ? parsed.data : null;
}

/** The rule at an index goes one up (−1) or down (1), where there is a place. */
export function moveRule<Rule>(rules: readonly Rule[], index: number, by: -1 | 1): Rule[] {
  const moved = [...rules];
  const [rule, other] = [rules[index], rules[index + by]];
  if (rule === undefined || other === undefined) return moved;
  moved[index + by] = rule;
  moved[index] = other;
  return moved;
}

/** The rule with another percentage in one of its conditions. */
export function withPercent<Rule extends { readonly conditions: readonly EditedCondition[] }>(
  rule: Rule,
  at: number,
  percent: Rule['conditions'][number] extends RuleCondition ? number : Percent,
): Rule {
  return {
    ...rule,
    conditions: rule.conditions.map((condition, index) =>
      index === at && 'percent' in condition ? { ...condition, percent } : condition,
    ),
  };
}
