import { expect, test } from 'vitest';
import { usualDisputeRules } from '#contract/marketplace/dispute-rules.ts';
import { rulesDifference } from './rules-difference.ts';
import { moveRule, withPercent } from './edited-rules.ts';

test('the same rules differ in nothing', () => {
  expect(rulesDifference(usualDisputeRules, structuredClone(usualDisputeRules))).toEqual([]);
});

test('priority, switch, outcome and patience are told one by one', () => {
  const moved = moveRule(usualDisputeRules.rules, 1, -1);
  const after = {
    rules: moved.map((rule) =>
      rule.name === 'link-missing' ? { ...rule, enabled: false, outcome: 'refund' as const } : rule,
    ),
    patienceMinutes: 30,
  };
  expect(rulesDifference(usualDisputeRules, after)).toEqual([
    {
      what: 'order',
      order: ['text-differs', 'never-published', 'link-missing', 'up-whole-term', 'taken-down-early'],
    },
    { what: 'switchedOff', rule: 'link-missing' },
    { what: 'outcome', rule: 'link-missing', from: 'escalate', to: 'refund' },
    { what: 'patience', from: 60, to: 30 },
  ]);
});

test('of conditions only those that changed are told', () => {
  const after = {
    ...usualDisputeRules,
    rules: usualDisputeRules.rules.map((rule) =>
      rule.name === 'up-whole-term' ? withPercent(rule, 2, 95) : rule,
    ),
  };
  expect(rulesDifference(usualDisputeRules, after)).toEqual([
    {
      what: 'conditions',
      rule: 'up-whole-term',
      from: [{ test: 'atLeast', fact: 'upPercent', percent: 99 }],
      to: [{ test: 'atLeast', fact: 'upPercent', percent: 95 }],
    },
  ]);
});

test('rules that one version has and the other has not are no change of the order', () => {
  const fewer = { ...usualDisputeRules, rules: usualDisputeRules.rules.slice(1) };
  expect(rulesDifference(usualDisputeRules, fewer)).toEqual([{ what: 'removed', rule: 'never-published' }]);
  expect(rulesDifference(fewer, usualDisputeRules)).toEqual([{ what: 'added', rule: 'never-published' }]);
});

test('a rule at the end of the list cannot be moved over it', () => {
  expect(moveRule(usualDisputeRules.rules, 0, -1)).toEqual(usualDisputeRules.rules);
  expect(moveRule(usualDisputeRules.rules, 4, 1)).toEqual(usualDisputeRules.rules);
});
