import { z } from 'zod';
import { dateSchema } from '../analytics.ts';

const countSchema = z.int().nonnegative();

/** Advertisers by what they did in a month: who orders is new, goes on or is back; who ordered the month before may be lost. */
export const monthOfGrowthSchema = z.object({
  /** Its first day. */
  month: dateSchema,
  /** Ordered for the first time. */
  fresh: countSchema,
  /** Ordered in the month before, too. */
  kept: countSchema,
  /** Ordered before, but not in the month before. */
  back: countSchema,
  /** Ordered in the month before, and not in this one. */
  lost: countSchema,
});
export type MonthOfGrowth = z.infer<typeof monthOfGrowthSchema>;
