import type {
  DisputeFacts,
  DisputeRule,
  DisputeRuleSet,
  RuleCondition,
} from '#contract/marketplace/dispute-rules.ts';

/** Whether a condition holds; `unknown` where the evidence does not say. Only what holds decides. */
export type WeighedCondition = {
  readonly condition: RuleCondition;
  readonly holds: 'yes' | 'no' | 'unknown';
  /** What the evidence says of it: a fact's value, null when unknown. */
  readonly found: boolean | number | string | null;
};

/** `matched` of one rule at most: those after it are not reached, whatever they would say. */
export type WeighedRule = {
  readonly rule: DisputeRule;
  readonly verdict: 'matched' | 'not_matched' | 'not_reached' | 'disabled';
  readonly conditions: readonly WeighedCondition[];
};

/** What each rule says of the evidence, in their priority. Pure. */
export function weighRules({ rules }: Pick<DisputeRuleSet, 'rules'>, facts: DisputeFacts): WeighedRule[] {
  let decided = false;
  return rules.map((rule) => {
    const conditions = rule.conditions.map((condition) => weigh(condition, facts));
    if (!rule.enabled) return { rule, verdict: 'disabled', conditions };
    if (!conditions.every(({ holds }) => holds === 'yes'))
      return { rule, verdict: 'not_matched', conditions };
    if (decided) return { rule, verdict: 'not_reached', conditions };
    decided = true;
    return { rule, verdict: 'matched', conditions };
  });
}

/** The rule that decides, if one does. */
export function matchingRule(weighed: readonly WeighedRule[]): WeighedRule | null {
  return weighed.find(({ verdict }) => verdict === 'matched') ?? null;
}

function weigh(condition: RuleCondition, facts: DisputeFacts): WeighedCondition {
  switch (condition.test) {
    case 'is': {
      const found = facts[condition.fact];
      return { condition, found, holds: found === null ? 'unknown' : yesOrNo(found === condition.value) };
    }
    case 'atLeast': {
      const found = facts[condition.fact];
      return { condition, found, holds: found === null ? 'unknown' : yesOrNo(found >= condition.percent) };
    }
    case 'below': {
      const found = facts[condition.fact];
      return { condition, found, holds: found === null ? 'unknown' : yesOrNo(found < condition.percent) };
    }
    case 'reason':
      return {
        condition,
        found: facts.reason,
        holds: yesOrNo(condition.oneOf.includes(facts.reason)),
      };
  }
}

const yesOrNo = (holds: boolean) => (holds ? 'yes' : 'no');
