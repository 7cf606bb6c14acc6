import { z } from 'zod';
import { commissionRuleIdSchema } from '../ids.ts';
import { commandKeySchema } from '../outbox.ts';
import { command, type DomainContract, query } from '../procedure.ts';
import { instantSchema } from '../time.ts';
import { categories } from './channels.ts';

/** Parts per million: 0 to 100 % with four decimals. */
export const ratePpmSchema = z.int().min(0).max(1_000_000);

export const commissionRuleSchema = z.object({
  id: commissionRuleIdSchema,
  /** Null: every category without a rule of its own. */
  category: z.enum(categories).nullable(),
  ratePpm: ratePpmSchema,
  validFrom: instantSchema,
  createdAt: instantSchema,
  createdBy: z.string(),
  standing: z.enum(['past', 'in_force', 'planned']),
});
export type CommissionRule = z.infer<typeof commissionRuleSchema>;

/** The platform's part of a price, by rules with a history. An order keeps what was agreed when it was bought. */
export const commissionContract = {
  /** By category, the common ones first; the newest first within. */
  rules: query({
    permission: 'finance:read',
    input: z.void(),
    output: z.array(commissionRuleSchema),
  }),
  /** From now on, or from an instant to come. What has begun is never changed. */
  add: command({
    permission: 'finance:write',
    input: z.object({
      key: commandKeySchema,
      category: z.enum(categories).nullable(),
      ratePpm: ratePpmSchema,
      validFrom: instantSchema.nullable(),
    }),
    output: z.object({ id: commissionRuleIdSchema }),
  }),
  /** Only one that has not begun. */
  remove: command({
    permission: 'finance:write',
    input: z.object({ key: commandKeySchema, id: commissionRuleIdSchema }),
    output: z.object({ removed: z.boolean() }),
  }),
} as const satisfies DomainContract;
