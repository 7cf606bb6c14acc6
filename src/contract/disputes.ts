import { z } from 'zod';
import { customerIdSchema, disputeEvidenceIdSchema, disputeIdSchema, orderIdSchema } from './ids.ts';
import {
  disputeFactsSchema,
  disputeRuleSchema,
  disputeRuleNames,
  disputeRuleSetSchema,
  ruleConditionSchema,
  ruleOutcomes,
  savedRuleSetSchema,
} from './marketplace/dispute-rules.ts';
import {
  disputeDecisions,
  disputeReasons,
  disputeStates,
  evidenceKinds,
  evidenceSides,
} from './marketplace/disputes.ts';
import { reasonSchema } from './marketplace/order.ts';
import { orderStatuses } from './marketplace/orders.ts';
import { moneySchema } from './money.ts';
import { commandKeySchema } from './outbox.ts';
import { command, type DomainContract, query } from './procedure.ts';
import { instantSchema } from './time.ts';

const side = z.object({
  id: customerIdSchema,
  name: z.string(),
  riskScore: z.int().min(0).max(100),
});

export const disputeSchema = z.object({
  id: disputeIdSchema,
  version: z.int().positive(),
  state: z.enum(disputeStates),
  reason: z.enum(disputeReasons),
  /** 1 is most urgent; null unless it was escalated. */
  priority: z.int().min(1).max(5).nullable(),
  orderId: orderIdSchema,
  channel: z.string(),
  advertiser: side,
  editor: side,
  price: moneySchema,
  openedAt: instantSchema,
  escalatedAt: instantSchema.nullable(),
  resolvedAt: instantSchema.nullable(),
  decision: z.enum(disputeDecisions).nullable(),
});
export type DisputeRow = z.infer<typeof disputeSchema>;

export const disputeFilterSchema = z.object({
  /** A number is an order's; a text is looked for in the names of both sides and of the channel. */
  search: z.string().max(200).default(''),
  states: z.array(z.enum(disputeStates)).default([]),
  reasons: z.array(z.enum(disputeReasons)).default([]),
  priorities: z.array(z.int().min(1).max(5)).default([]),
  orderId: orderIdSchema.nullable().default(null),
  /** On either side. */
  customerId: customerIdSchema.nullable().default(null),
  /** Opened from an instant on, whatever became of it. */
  openedSince: instantSchema.nullable().default(null),
});
export type DisputeFilter = z.infer<typeof disputeFilterSchema>;

export const evidenceSchema = z.object({
  id: disputeEvidenceIdSchema,
  at: instantSchema,
  kind: z.enum(evidenceKinds),
  side: z.enum(evidenceSides),
  author: z.string(),
  text: z.string(),
});
export type DisputeEvidence = z.infer<typeof evidenceSchema>;

export const weighedRuleSchema = z.object({
  rule: disputeRuleSchema,
  verdict: z.enum(['matched', 'not_matched', 'not_reached', 'disabled']),
  conditions: z.array(
    z.object({
      condition: ruleConditionSchema,
      holds: z.enum(['yes', 'no', 'unknown']),
      found: z.union([z.boolean(), z.number(), z.string()]).nullable(),
    }),
  ),
  /** What this rule would give back to the advertiser; null for one that asks a person. */
  wouldGiveBack: moneySchema.nullable(),
});
export type WeighedRuleView = z.infer<typeof weighedRuleSchema>;

export const disputeDetailSchema = disputeSchema.extend({
  statement: z.string(),
  orderStatus: z.enum(orderStatuses),
  commission: moneySchema,
  publishedAt: instantSchema.nullable(),
  expiresAt: instantSchema.nullable(),
  /** What the looks at the post come to now. */
  facts: disputeFactsSchema.nullable(),
  /** The oldest first. */
  evidence: z.array(evidenceSchema),
  /** What each rule says now, in their priority. */
  rules: z.array(weighedRuleSchema),
  refund: moneySchema.nullable(),
  rule: z.string().nullable(),
  rulesVersion: z.int().positive().nullable(),
  decidedBy: z.string().nullable(),
  explanation: z.string().nullable(),
});
export type DisputeDetail = z.infer<typeof disputeDetailSchema>;

const keyed = { key: commandKeySchema };
const text = z.string().trim().min(1).max(2_000);

export const ruleSetVersionSchema = z.object({
  version: z.int().nonnegative(),
  changedAt: instantSchema.nullable(),
  changedBy: z.string().nullable(),
  reason: z.string(),
  rules: disputeRuleSetSchema,
});

/**
 * How other rules compare with what a dispute came to: another amount; a person instead of a rule; a rule instead of a person; or
 * nobody can tell, since a rule decided and what it looked at is not kept.
 */
export const decisionChanges = ['same', 'amount', 'person', 'rule', 'unknown'] as const;
export type DecisionChange = (typeof decisionChanges)[number];

export const rulesPreviewSchema = z.object({
  /** How many decided disputes there were to look at. */
  disputes: z.int().nonnegative(),
  /** How many of them would come to what. */
  changes: z.record(z.enum(decisionChanges), z.int().nonnegative()),
  /** Those that would be decided differently, the newest first, at most fifty. */
  differing: z.array(
    z.object({
      id: disputeIdSchema,
      orderId: orderIdSchema,
      channel: z.string(),
      resolvedAt: instantSchema,
      change: z.enum(decisionChanges),
      was: z.object({
        decision: z.enum(disputeDecisions),
        /** Null when a person decided. */
        rule: z.string().nullable(),
        givenBack: moneySchema,
      }),
      then: z.object({
        /** Null when no rule matches: a person is asked. */
        rule: z.enum(disputeRuleNames).nullable(),
        outcome: z.enum(ruleOutcomes),
        /** Null where a person is asked. */
        givenBack: moneySchema.nullable(),
      }),
    }),
  ),
});
export type RulesPreview = z.infer<typeof rulesPreviewSchema>;

/** Disputes: evidence, rules that decide, and people who decide where no rule does. */
export const disputesContract = {
  /** Undecided ones by urgency, then age; the others the newest first. */
  list: query({
    permission: 'marketplace:read',
    input: z.object({
      filter: disputeFilterSchema,
      offset: z.int().nonnegative(),
      limit: z.int().positive().max(200),
    }),
    output: z.object({ rows: z.array(disputeSchema), total: z.int().nonnegative() }),
  }),
  counts: query({
    permission: 'marketplace:read',
    input: z.void(),
    output: z.object({
      open: z.int().nonnegative(),
      escalated: z.int().nonnegative(),
      resolved: z.int().nonnegative(),
    }),
  }),
  get: query({
    permission: 'marketplace:read',
    input: z.object({ id: disputeIdSchema }),
    output: disputeDetailSchema,
  }),
  /** On the advertiser's behalf; the order is disputed in the same transaction. */
  open: command({
    permission: 'marketplace:write',
    input: z.object({
      ...keyed,
      orderId: orderIdSchema,
      version: z.int().positive(),
      reason: z.enum(disputeReasons),
      statement: z.string().trim().max(2_000),
    }),
    output: z.object({ id: disputeIdSchema }),
  }),
  addEvidence: command({
    permission: 'marketplace:write',
    input: z.object({
      ...keyed,
      id: disputeIdSchema,
      side: z.enum(['advertiser', 'editor', 'operator']),
      text,
    }),
    output: z.object({ version: z.int().positive() }),
  }),
  /** What of the price goes back to the advertiser: nothing releases it, all of it refunds it. */
  decide: command({
    permission: 'disputes:decide',
    input: z.object({
      ...keyed,
      id: disputeIdSchema,
      version: z.int().positive(),
      givenBack: z.string().regex(/^(0|[1-9]\d{0,14})$/, 'must be a whole number of micros'),
      reason: reasonSchema.min(1),
    }),
    output: z.object({ version: z.int().positive() }),
  }),
  /** The rules in force, then what they were before. */
  rules: query({
    permission: 'marketplace:read',
    input: z.void(),
    output: z.object({ current: ruleSetVersionSchema, before: z.array(ruleSetVersionSchema) }),
  }),
  saveRules: command({
    permission: 'disputes:decide',
    input: z.object({
      ...keyed,
      version: z.int().nonnegative(),
      rules: savedRuleSetSchema,
      reason: reasonSchema.min(1),
    }),
    output: z.object({ version: z.int().positive() }),
  }),
  /** What these rules would have made of the disputes that were decided last. Nothing is changed; it works without the database. */
  previewRules: query({
    permission: 'marketplace:read',
    input: z.object({ rules: savedRuleSetSchema, last: z.int().min(1).max(500) }),
    output: rulesPreviewSchema,
  }),
  /** What these rules would say of a dispute that there is. Nothing is changed. */
  testRules: query({
    permission: 'marketplace:read',
    input: z.object({ id: disputeIdSchema, rules: disputeRuleSetSchema }),
    output: z.object({
      facts: disputeFactsSchema.nullable(),
      rules: z.array(weighedRuleSchema),
      decided: z.enum(disputeDecisions).nullable(),
    }),
  }),
} as const satisfies DomainContract;
