import { z } from 'zod';
import { instantSchema } from '../time.ts';
import { customerStates } from './customers.ts';

const dayMs = 86_400_000;
const weight = z.int().min(-100).max(100);
const score = z.int().min(0).max(100);

/**
 * How the risk score is made (PRODUCT.md §3), with the values of a new workspace. Weights are points; a part that lowers the
 * score has a negative one.
 */
export const riskRulesSchema = z
  .object({
    /** A customer is new for so many days. */
    newDays: z.int().min(0).max(3_650).default(30),
    newWeight: weight.default(30),
    unverifiedWeight: weight.default(20),
    /** Of their orders that ended or are disputed, in parts per million: more than this is too many. */
    disputeRatePpm: z.int().min(0).max(1_000_000).default(100_000),
    disputeWeight: weight.default(40),
    /** So many stars on average are a positive opinion: tenths of a star. */
    positiveTenths: z.int().min(10).max(50).default(40),
    positiveWeight: weight.default(-20),
    /** Longer than so many days is a long history. */
    longDays: z.int().min(0).max(36_500).default(365),
    longWeight: weight.default(-10),
    /** A score above this is flagged for review. */
    flagAbove: score.default(70),
    /** A score above this is suspended. */
    suspendAbove: score.default(85),
  })
  .refine((rules) => rules.flagAbove <= rules.suspendAbove, {
    message: 'suspension must not begin below the flag',
    path: ['suspendAbove'],
  });
export type RiskRules = z.infer<typeof riskRulesSchema>;

export const defaultRiskRules: RiskRules = riskRulesSchema.parse({});

/** What the score is made of, in the order in which it is shown. */
export const riskParts = ['new', 'unverified', 'disputes', 'positive', 'long'] as const;
export type RiskPart = (typeof riskParts)[number];

/** One part of a score: what it weighs, whether it counts, and the fact behind it. */
export const riskPartSchema = z.object({
  part: z.enum(riskParts),
  weight: z.int(),
  applies: z.boolean(),
  /** Days of age; 1 when verified; disputed orders; sum of stars. */
  fact: z.number(),
  /** Of how many: orders that ended, ratings; null where the fact stands alone. */
  of: z.number().nullable(),
  /** What the fact is compared with: days, parts per million, tenths of a star; null where nothing is. */
  threshold: z.number().nullable(),
});
export type RiskPartResult = z.infer<typeof riskPartSchema>;

/** What an operator pinned; at least one of both. It holds until it is ended or its time is over. */
export const riskOverrideSchema = z.object({
  score: score.nullable(),
  state: z.enum(customerStates).nullable(),
  /** Null: until an operator ends it. */
  until: instantSchema.nullable(),
  reason: z.string(),
  by: z.string(),
  at: instantSchema,
});
export type RiskOverride = z.infer<typeof riskOverrideSchema>;

/** Why a score is computed again. */
export const riskCauses = [
  'signed_up',
  'order_completed',
  'order_disputed',
  'dispute_resolved',
  'rating',
  'verification',
  'edited',
  'override',
  'time',
  'rules',
] as const;
export type RiskCause = (typeof riskCauses)[number];

/** Days as milliseconds. */
export function daysMs(days: number): number {
  return days * dayMs;
}
