import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { commissionRuleIdSchema } from '#contract/ids.ts';
import { categories } from '#contract/marketplace/channels.ts';
import { type CommissionRule, ratePpmSchema } from '#contract/marketplace/commission.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';

const rowSchema = z.object({
  id: commissionRuleIdSchema,
  category: z.enum(categories).nullable(),
  ratePpm: ratePpmSchema,
  validFrom: instantSchema,
  createdAt: instantSchema,
  createdBy: z.string(),
});

/** All rules: the common ones first, then by category; within each the one that begins last first. */
export async function listCommissionRules(cache: CacheReads, now: Date): Promise<CommissionRule[]> {
  const rows = await cache.rows(
    sql`select id, category, rate_ppm as ratePpm, valid_from as validFrom, created_at as createdAt, created_by as createdBy
      from commission_rules order by category nulls first, valid_from desc`,
    rowSchema,
  );
  const decided = new Set<string | null>();
  return rows.map((rule): CommissionRule => {
    if (rule.validFrom > now.getTime()) return { ...rule, standing: 'planned' };
    const standing = decided.has(rule.category) ? 'past' : 'in_force';
    decided.add(rule.category);
    return { ...rule, standing };
  });
}
