import { z } from 'zod';
import { disputeReasons } from './disputes.ts';

/** What the evidence of a dispute comes to, as far as it can be told. Null: the evidence does not say. */
export const disputeFactsSchema = z.object({
  reason: z.enum(disputeReasons),
  /** Looks at the post that found out whether it is there. */
  looks: z.int().nonnegative(),
  /** The post was seen at least once. */
  seen: z.boolean().nullable(),
  /** Looked for more than once during its term, and never seen. */
  neverPublished: z.boolean().nullable(),
  /** Seen first, then missed by two looks in a row before its term was over. */
  takenDownEarly: z.boolean().nullable(),
  termOver: z.boolean(),
  termMinutes: z.int().positive(),
  /** Minutes of the term that the post was up, as far as the looks tell. */
  upMinutes: z.int().nonnegative().nullable(),
  /** The same of a hundred, rounded down. */
  upPercent: z.int().min(0).max(100).nullable(),
  /** How alike ordered and published text are at worst, of a hundred. */
  similarityPercent: z.int().min(0).max(100).nullable(),
  /** A link or a mention of the ordered text is not in the published one. */
  linkMissing: z.boolean().nullable(),
});
export type DisputeFacts = z.infer<typeof disputeFactsSchema>;

export const yesNoFacts = ['seen', 'neverPublished', 'takenDownEarly', 'termOver', 'linkMissing'] as const;
export const percentFacts = ['upPercent', 'similarityPercent'] as const;
export type YesNoFact = (typeof yesNoFacts)[number];
export type PercentFact = (typeof percentFacts)[number];

const percent = z.int().min(0).max(100);

export const ruleConditionSchema = z.discriminatedUnion('test', [
  z.object({ test: z.literal('is'), fact: z.enum(yesNoFacts), value: z.boolean() }),
  z.object({ test: z.literal('atLeast'), fact: z.enum(percentFacts), percent }),
  z.object({ test: z.literal('below'), fact: z.enum(percentFacts), percent }),
  z.object({ test: z.literal('reason'), oneOf: z.array(z.enum(disputeReasons)).min(1) }),
]);
export type RuleCondition = z.infer<typeof ruleConditionSchema>;

/** What a rule does when all its conditions hold: the three decisions, or asking a person at once. */
export const ruleOutcomes = ['refund', 'release', 'pro_rata', 'escalate'] as const;
export type RuleOutcome = (typeof ruleOutcomes)[number];

export const disputeRuleNames = [
  'never-published',
  'text-differs',
  'link-missing',
  'up-whole-term',
  'taken-down-early',
] as const;
export type DisputeRuleName = (typeof disputeRuleNames)[number];

export const disputeRuleSchema = z.object({
  name: z.enum(disputeRuleNames),
  enabled: z.boolean(),
  conditions: z.array(ruleConditionSchema).min(1).max(10),
  outcome: z.enum(ruleOutcomes),
});
export type DisputeRule = z.infer<typeof disputeRuleSchema>;

/** The rules in their priority: the first that matches decides. */
export const disputeRuleSetSchema = z.object({
  rules: z
    .array(disputeRuleSchema)
    .max(disputeRuleNames.length)
    .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, 'each rule stands once'),
  /** So long an open dispute waits for a look at the post before it goes to a person, in minutes. */
  patienceMinutes: z
    .int()
    .min(0)
    .max(7 * 24 * 60),
});
export type DisputeRuleSet = z.infer<typeof disputeRuleSetSchema>;

/**
 * What can be saved as rules: a part of the price needs evidence of how long the post was up, or a division would be a refund in
 * disguise. Sets from before are read as they are.
 */
export const savedRuleSetSchema = disputeRuleSetSchema.refine(({ rules }) => rules.every(mayHaveItsOutcome), {
  message: 'only a rule that asks how long the post was up can divide the price',
  path: ['rules'],
});

/** Whether a rule's conditions tell what its outcome needs to know. */
export function mayHaveItsOutcome({
  outcome,
  conditions,
}: Pick<DisputeRule, 'outcome' | 'conditions'>): boolean {
  return (
    outcome !== 'pro_rata' ||
    conditions.some((condition) => 'percent' in condition && condition.fact === 'upPercent')
  );
}

/** The rules of a workspace that has not changed them. */
export const usualDisputeRules: DisputeRuleSet = {
  rules: [
    {
      name: 'never-published',
      enabled: true,
      conditions: [{ test: 'is', fact: 'neverPublished', value: true }],
      outcome: 'refund',
    },
    {
      name: 'text-differs',
      enabled: true,
      conditions: [{ test: 'below', fact: 'similarityPercent', percent: 90 }],
      outcome: 'escalate',
    },
    {
      name: 'link-missing',
      enabled: true,
      conditions: [{ test: 'is', fact: 'linkMissing', value: true }],
      outcome: 'escalate',
    },
    {
      name: 'up-whole-term',
      enabled: true,
      conditions: [
        { test: 'reason', oneOf: ['not_published', 'taken_down_early', 'text_differs'] },
        { test: 'is', fact: 'termOver', value: true },
        { test: 'atLeast', fact: 'upPercent', percent: 99 },
        { test: 'atLeast', fact: 'similarityPercent', percent: 90 },
      ],
      outcome: 'release',
    },
    {
      name: 'taken-down-early',
      enabled: true,
      conditions: [
        { test: 'is', fact: 'takenDownEarly', value: true },
        { test: 'below', fact: 'upPercent', percent: 99 },
      ],
      outcome: 'pro_rata',
    },
  ],
  patienceMinutes: 60,
};
