import { expect, test } from 'vitest';
import {
  type DisputeFacts,
  mayHaveItsOutcome,
  usualDisputeRules,
} from '#contract/marketplace/dispute-rules.ts';
import { compareDecision } from './compare-decision.ts';

const facts: DisputeFacts = {
  reason: 'taken_down_early',
  looks: 4,
  seen: true,
  neverPublished: false,
  takenDownEarly: true,
  termOver: false,
  termMinutes: 1_440,
  upMinutes: 720,
  upPercent: 50,
  similarityPercent: 100,
  linkMissing: false,
};
const priceMicros = 40_000_000n;
const half = 20_000_000n;
const byRule = { facts, priceMicros, givenBackMicros: half, rule: 'taken-down-early' };
const withoutRules = { ...usualDisputeRules, rules: [] };

test('rules that decide the same change nothing', () => {
  expect(compareDecision(usualDisputeRules, byRule)).toEqual({
    change: 'same',
    rule: 'taken-down-early',
    outcome: 'pro_rata',
    givenBackMicros: half,
  });
});

test('a rule that would give another amount back changes what a rule and what a person decided', () => {
  for (const rule of ['never-published', null])
    expect(compareDecision(usualDisputeRules, { ...byRule, rule, givenBackMicros: half + 1n }).change).toBe(
      'amount',
    );
});

test('where no rule matches any more, a person is asked instead of a rule; who was asked before is asked again', () => {
  expect(compareDecision(withoutRules, byRule)).toMatchObject({
    change: 'person',
    rule: null,
    outcome: 'escalate',
    givenBackMicros: null,
  });
  expect(compareDecision(withoutRules, { ...byRule, rule: null }).change).toBe('same');
});

test('a rule that decides as a person did spares the person', () => {
  expect(compareDecision(usualDisputeRules, { ...byRule, rule: null }).change).toBe('rule');
});

test('of what a rule decided by looks that are not kept, nobody can tell', () => {
  const noLooks = { ...facts, looks: 0, upMinutes: null, upPercent: null, takenDownEarly: null };
  expect(compareDecision(usualDisputeRules, { ...byRule, facts: noLooks }).change).toBe('unknown');
  expect(compareDecision(usualDisputeRules, { ...byRule, facts: noLooks, rule: null }).change).toBe('same');
});

test('only a rule that asks how long the post was up may divide the price', () => {
  const [never, , , , early] = usualDisputeRules.rules;
  if (never === undefined || early === undefined) throw new Error('there are five rules');
  expect(mayHaveItsOutcome(early)).toBe(true);
  expect(mayHaveItsOutcome({ ...never, outcome: 'pro_rata' })).toBe(false);
  expect(mayHaveItsOutcome(never)).toBe(true);
});
