import { z } from 'zod';
import { placementOutcomes } from '#contract/marketplace/placements.ts';
import { booleanColumn } from '../../../cache/boolean-column.ts';

/** A look at a post as the rules weigh it: `at`, `outcome`, `similarity` and `link_missing` of `placement_checks`. */
export const cachedLookRow = z
  .object({
    at: z.int(),
    outcome: z.enum(placementOutcomes),
    similarity: z.int().nullable(),
    link_missing: booleanColumn.nullable(),
  })
  .transform(({ similarity: similarityPercent, link_missing: linkMissing, ...look }) => ({
    ...look,
    similarityPercent,
    linkMissing,
  }));

/** What was known when a dispute was decided; all of it while it is not. */
export function looksUntil<Look extends { readonly at: number }>(looks: readonly Look[], end: number | null) {
  return end === null ? looks : looks.filter(({ at }) => at <= end);
}
