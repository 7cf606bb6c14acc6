import { z } from 'zod';
import { accountIdSchema, orderIdSchema, placementCheckIdSchema } from './ids.ts';
import { reasonSchema } from './marketplace/order.ts';
import { placementOutcomes } from './marketplace/placements.ts';
import { commandKeySchema } from './outbox.ts';
import { command, type DomainContract, query } from './procedure.ts';
import { instantSchema } from './time.ts';

/** A part of two texts laid side by side: in both, only in the ordered one, only in the published one. */
export const textPartSchema = z.object({ kind: z.enum(['same', 'gone', 'added']), text: z.string() });

/** One look at a post. */
export const placementCheckSchema = z.object({
  id: placementCheckIdSchema,
  at: instantSchema,
  outcome: z.enum(placementOutcomes),
  /** The account that looked; null when none did. */
  accountId: accountIdSchema.nullable(),
  views: z.int().nonnegative().nullable(),
  forwards: z.int().nonnegative().nullable(),
  /** When the post was edited on Telegram. */
  editedAt: instantSchema.nullable(),
  /** How alike ordered and published text are, of a hundred. */
  similarityPercent: z.int().min(0).max(100).nullable(),
  linkMissing: z.boolean().nullable(),
  /** Why it could not be looked at. */
  problem: z.string().nullable(),
  /** False for a look at another post: the link was corrected since. */
  counts: z.boolean(),
  /** SHA-256 of the published text. */
  textHash: z.string().nullable(),
  /** Where the published text was read for the first time like this and is not what was ordered. */
  difference: z.array(textPartSchema).nullable(),
});
export type PlacementCheck = z.infer<typeof placementCheckSchema>;

export const placementSchema = z.object({
  /** When the post is looked at next; null when it is not any more. */
  dueAt: instantSchema.nullable(),
  /** Telegram's number of the post; null while it is looked for by its text. */
  messageId: z.int().positive().nullable(),
  /** Minutes that it was up, as far as the looks tell; null before the first. */
  upMinutes: z.int().nonnegative().nullable(),
  termMinutes: z.int().positive().nullable(),
  /** The newest first; the oldest are left out where there are very many. */
  checks: z.array(placementCheckSchema),
  /** Views as measured, the oldest first. */
  views: z.array(z.object({ at: instantSchema, views: z.int().nonnegative() })),
});
export type Placement = z.infer<typeof placementSchema>;

/** Looking at published posts, and the evidence of it. */
export const placementsContract = {
  ofOrder: query({
    permission: 'marketplace:read',
    input: z.object({ orderId: orderIdSchema }),
    output: placementSchema,
  }),
  /** The next look is due at once. */
  checkNow: command({
    permission: 'marketplace:write',
    input: z.object({ key: commandKeySchema, orderId: orderIdSchema }),
    output: z.object({ dueAt: instantSchema }),
  }),
  /**
   * Adds or corrects which post is the order's, after its publication. It is looked at at once; looks at another post count no more,
   * and stay on record.
   */
  setPost: command({
    permission: 'marketplace:write',
    input: z.object({
      key: commandKeySchema,
      orderId: orderIdSchema,
      version: z.int().positive(),
      messageId: z.int().positive().max(2_147_483_647),
      reason: reasonSchema.min(1),
    }),
    output: z.object({ version: z.int().positive() }),
  }),
} as const satisfies DomainContract;
