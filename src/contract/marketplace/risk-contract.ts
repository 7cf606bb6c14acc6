import { z } from 'zod';
import { customerIdSchema } from '../ids.ts';
import { commandKeySchema } from '../outbox.ts';
import { command, type DomainContract, query } from '../procedure.ts';
import { instantSchema } from '../time.ts';
import { actReasonSchema } from './customer-acts.ts';
import { customerStates } from './customers.ts';
import { riskOverrideSchema, riskPartSchema, riskRulesSchema } from './risk.ts';

export const customerRiskSchema = z.object({
  /** Null until it is computed for the first time. */
  computed: z
    .object({
      at: instantSchema,
      score: z.int().min(0).max(100),
      parts: z.array(riskPartSchema),
    })
    .nullable(),
  /** The score that counts. */
  score: z.int().min(0).max(100),
  override: riskOverrideSchema.nullable(),
  /** An operator has looked at a score up to this one and let it be. */
  acceptedScore: z.int().nullable(),
  heldByOperator: z.boolean(),
  flagAbove: z.int(),
  suspendAbove: z.int(),
});
export type CustomerRisk = z.infer<typeof customerRiskSchema>;

/** 0 is what a new workspace has. */
const rulesIdSchema = z.int().nonnegative();

export const riskRulesVersionSchema = z.object({
  id: rulesIdSchema,
  validFrom: instantSchema.nullable(),
  createdAt: instantSchema.nullable(),
  createdBy: z.string(),
  reason: z.string(),
  rules: riskRulesSchema,
  standing: z.enum(['past', 'in_force', 'planned']),
});
export type RiskRulesVersion = z.infer<typeof riskRulesVersionSchema>;

const counts = z.object({ active: z.int(), flagged: z.int(), suspended: z.int() });

export const riskPreviewSchema = z.object({
  /** Those whose score is known. */
  customers: z.int().nonnegative(),
  now: counts,
  then: counts,
  /** Who would come to another state, and which. */
  becomes: counts,
  otherScore: z.int().nonnegative(),
  examples: z.array(
    z.object({
      id: customerIdSchema,
      name: z.string(),
      from: z.enum(customerStates),
      to: z.enum(customerStates),
      was: z.int(),
      score: z.int(),
    }),
  ),
});
export type RiskPreview = z.infer<typeof riskPreviewSchema>;

const seen = { key: commandKeySchema, id: customerIdSchema, version: z.int().positive() };
const versioned = z.object({ version: z.int().positive() });

/** How risk scores are made, and what they are for one customer. */
export const riskContract = {
  customer: query({
    permission: 'marketplace:read',
    input: z.object({ id: customerIdSchema }),
    output: customerRiskSchema,
  }),
  /** Pins the score, the state or both. */
  override: command({
    permission: 'marketplace:write',
    input: z
      .object({
        ...seen,
        score: z.int().min(0).max(100).nullable(),
        state: z.enum(customerStates).nullable(),
        until: instantSchema.nullable(),
        reason: actReasonSchema,
      })
      .refine(({ score, state }) => score !== null || state !== null, 'a score or a state has to be pinned'),
    output: versioned,
  }),
  endOverride: command({
    permission: 'marketplace:write',
    input: z.object({ ...seen, reason: actReasonSchema }),
    output: versioned,
  }),
  /** Newest first; the last is what a new workspace has. */
  rules: query({
    permission: 'settings:read',
    input: z.void(),
    output: z.array(riskRulesVersionSchema),
  }),
  /** What other rules would do to customers as they stand. Nothing is changed. */
  preview: query({
    permission: 'settings:read',
    input: z.object({ rules: riskRulesSchema }),
    output: riskPreviewSchema,
  }),
  /** `seen` is the newest version that the operator knew; `validFrom` null is now. */
  saveRules: command({
    permission: 'settings:write',
    input: z.object({
      key: commandKeySchema,
      seen: rulesIdSchema,
      rules: riskRulesSchema,
      validFrom: instantSchema.nullable(),
      reason: actReasonSchema,
    }),
    output: z.object({ id: rulesIdSchema }),
  }),
} as const satisfies DomainContract;
