import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId } from '#contract/ids.ts';
import { riskOverrideSchema, riskPartSchema } from '#contract/marketplace/risk.ts';
import type { CustomerRisk } from '#contract/marketplace/risk-contract.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { jsonText } from '../../../cache/json-text.ts';
import { listRiskRules } from './list-risk-rules.ts';
import { defaultRiskRules } from '#contract/marketplace/risk.ts';

const rowSchema = z.object({
  score: z.int(),
  override: jsonText(riskOverrideSchema).nullable(),
  acceptedScore: z.int().nullable(),
  heldByOperator: z.int(),
  computedAt: instantSchema.nullable(),
  computed: z.int().nullable(),
  parts: jsonText(z.array(riskPartSchema)).nullable(),
});

/**
 * What a customer's score is made of, and what an operator decided about it.
 *
 * @throws OpsdeckError NOT_FOUND
 */
export async function getCustomerRisk(cache: CacheReads, id: CustomerId, now: Date): Promise<CustomerRisk> {
  const [[row], versions] = await Promise.all([
    cache.rows(
      sql`select customers.risk_score as score, customers.risk_override as override,
          customers.accepted_score as acceptedScore, customers.held_by_operator as heldByOperator,
          customer_risk.computed_at as computedAt, customer_risk.score as computed, customer_risk.parts
        from customers left join customer_risk on customer_risk.customer_id = customers.id
        where customers.id = ${id}`,
      rowSchema,
    ),
    listRiskRules(cache, now),
  ]);
  if (row === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Customer ${id}` });
  const { flagAbove, suspendAbove } =
    versions.find(({ standing }) => standing === 'in_force')?.rules ?? defaultRiskRules;
  const { score, override, acceptedScore, heldByOperator, computedAt, computed, parts } = row;
  return {
    score,
    override,
    acceptedScore,
    heldByOperator: heldByOperator === 1,
    computed:
      computedAt === null || computed === null
        ? null
        : { at: computedAt, score: computed, parts: parts ?? [] },
    flagAbove,
    suspendAbove,
  };
}
