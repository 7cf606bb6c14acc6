import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { defaultRiskRules, riskRulesSchema } from '#contract/marketplace/risk.ts';
import type { RiskRulesVersion } from '#contract/marketplace/risk-contract.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { jsonText } from '../../../cache/json-text.ts';

const rowSchema = z.object({
  id: z.int(),
  validFrom: instantSchema,
  createdAt: instantSchema,
  createdBy: z.string(),
  reason: z.string(),
  rules: jsonText(riskRulesSchema),
});

/** Every version of the rules, the one that begins last first; what a new workspace has comes last. */
export async function listRiskRules(cache: CacheReads, now: Date): Promise<RiskRulesVersion[]> {
  const rows = await cache.rows(
    sql`select id, valid_from as validFrom, created_at as createdAt, created_by as createdBy, reason, rules
      from risk_rules order by valid_from desc`,
    rowSchema,
  );
  const inForce = rows.find(({ validFrom }) => validFrom <= now.getTime());
  const standing = (id: number, validFrom: number) =>
    validFrom > now.getTime() ? 'planned' : id === inForce?.id ? 'in_force' : 'past';
  return [
    ...rows.map((row) => ({ ...row, standing: standing(row.id, row.validFrom) }) satisfies RiskRulesVersion),
    {
      id: 0,
      validFrom: null,
      createdAt: null,
      createdBy: '',
      reason: '',
      rules: defaultRiskRules,
      standing: inForce === undefined ? 'in_force' : 'past',
    },
  ];
}
