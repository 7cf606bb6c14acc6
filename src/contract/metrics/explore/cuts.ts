import { z } from 'zod';
import { exploreAxes } from './explore-query.ts';

/** How a metric can be told apart by two things together. */
export const cutWays = [
  /** From sums, over any range, by days too. */
  'sums',
  /** From sums by months and quarters; by days and weeks from rows, if there are few enough. */
  'months',
  /** From rows, if the range has few enough of them. */
  'rows',
  /** Only of one channel, editor or advertiser. */
  'one',
  /** Nothing is kept that could tell. */
  'never',
] as const;
export type CutWay = (typeof cutWays)[number];

export const cutSchema = z.object({
  rows: z.enum(exploreAxes),
  /** Null: by the rows alone. */
  columns: z.enum(exploreAxes).nullable(),
  way: z.enum(cutWays),
});
export type Cut = z.infer<typeof cutSchema>;
