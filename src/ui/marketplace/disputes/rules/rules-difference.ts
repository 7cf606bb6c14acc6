import type {
  DisputeRule,
  DisputeRuleName,
  DisputeRuleSet,
  RuleCondition,
  RuleOutcome,
} from '#contract/marketplace/dispute-rules.ts';

export type RulesDifference =
  | { readonly what: 'order'; readonly order: readonly DisputeRuleName[] }
  | { readonly what: 'switchedOn' | 'switchedOff' | 'added' | 'removed'; readonly rule: DisputeRuleName }
  | {
      readonly what: 'outcome';
      readonly rule: DisputeRuleName;
      readonly from: RuleOutcome;
      readonly to: RuleOutcome;
    }
  | {
      readonly what: 'conditions';
      readonly rule: DisputeRuleName;
      readonly from: readonly RuleCondition[];
      readonly to: readonly RuleCondition[];
    }
  | { readonly what: 'patience'; readonly from: number; readonly to: number };

/** In what two versions of the rules differ, as a person would tell it: first the priority, then rule by rule. */
export function rulesDifference(before: DisputeRuleSet, after: DisputeRuleSet): readonly RulesDifference[] {
  const differences: RulesDifference[] = [];
  const order = namesOf(after).filter((name) => namesOf(before).includes(name));
  const orderBefore = namesOf(before).filter((name) => namesOf(after).includes(name));
  if (order.join() !== orderBefore.join()) differences.push({ what: 'order', order: namesOf(after) });
  for (const rule of after.rules) {
    const was = before.rules.find(({ name }) => name === rule.name);
    differences.push(
      ...(was === undefined ? [{ what: 'added', rule: rule.name } as const] : ofRule(was, rule)),
    );
  }
  for (const { name } of before.rules)
    if (!namesOf(after).includes(name)) differences.push({ what: 'removed', rule: name });
  if (before.patienceMinutes !== after.patienceMinutes)
    differences.push({ what: 'patience', from: before.patienceMinutes, to: after.patienceMinutes });
  return differences;
}

function ofRule(was: DisputeRule, is: DisputeRule): RulesDifference[] {
  const rule = is.name;
  const differences: RulesDifference[] = [];
  if (was.enabled !== is.enabled) differences.push({ what: is.enabled ? 'switchedOn' : 'switchedOff', rule });
  if (was.outcome !== is.outcome)
    differences.push({ what: 'outcome', rule, from: was.outcome, to: is.outcome });
  if (JSON.stringify(was.conditions) !== JSON.stringify(is.conditions))
    differences.push({
      what: 'conditions',
      rule,
      from: without(was.conditions, is.conditions),
      to: without(is.conditions, was.conditions),
    });
  return differences;
}

/** Those of the one that the other does not have as well. */
function without(
  conditions: readonly RuleCondition[],
  other: readonly RuleCondition[],
): readonly RuleCondition[] {
  const known = new Set(other.map((condition) => JSON.stringify(condition)));
  return conditions.filter((condition) => !known.has(JSON.stringify(condition)));
}

function namesOf({ rules }: DisputeRuleSet): readonly DisputeRuleName[] {
  return rules.map(({ name }) => name);
}
