import { and, desc, eq, lte } from 'drizzle-orm';
import { defaultRiskRules, type RiskRules, riskRulesSchema } from '#contract/marketplace/risk.ts';
import type { WorkspaceIn } from '../../workspaces/workspace.ts';
import { riskRules } from './schema.ts';

export type RulesInForce = {
  /** 0 for the defaults. */
  readonly id: number;
  readonly rules: RiskRules;
};

/** The rules by which scores are made at an instant: the newest that has begun. */
export async function rulesInForce({ id, database }: WorkspaceIn, at: Date): Promise<RulesInForce> {
  const [row] = await database
    .select({ id: riskRules.id, rules: riskRules.rules })
    .from(riskRules)
    .where(and(eq(riskRules.workspaceId, id), lte(riskRules.validFrom, at)))
    .orderBy(desc(riskRules.validFrom))
    .limit(1);
  if (row === undefined) return { id: 0, rules: defaultRiskRules };
  return { id: row.id, rules: riskRulesSchema.parse(row.rules) };
}
