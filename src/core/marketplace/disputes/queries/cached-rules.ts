import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { disputeRuleSetSchema, usualDisputeRules } from '#contract/marketplace/dispute-rules.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { jsonText } from '../../../cache/json-text.ts';

export const ruleSetRow = z
  .object({
    version: z.int(),
    changed_at: instantSchema,
    changed_by: z.string(),
    reason: z.string(),
    rules: jsonText(disputeRuleSetSchema),
  })
  .transform(({ changed_at: changedAt, changed_by: changedBy, ...set }) => ({
    ...set,
    changedAt,
    changedBy,
  }));

export type CachedRuleSet = z.output<typeof ruleSetRow>;

const most = 50;

/** The newest first. */
export const ruleSetRows: SQL = sql`select version, changed_at, changed_by, reason, rules from dispute_rule_sets
  order by version desc limit ${most}`;

/** What holds while nobody has changed the rules. */
export const usualRuleSet = {
  version: 0,
  changedAt: null,
  changedBy: null,
  reason: '',
  rules: usualDisputeRules,
};

/** The rules in force as the local copy has them, and what they were before, the newest first. */
export async function readRules(cache: CacheReads) {
  const sets = await cache.rows(ruleSetRows, ruleSetRow);
  const [current, ...before] = [...sets, usualRuleSet];
  return { current, before };
}
