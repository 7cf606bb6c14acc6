import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { customerIdSchema } from '#contract/ids.ts';
import { customerRoles, type CustomerState, customerStates } from '#contract/marketplace/customers.ts';
import { riskOverrideSchema, type RiskRules } from '#contract/marketplace/risk.ts';
import type { RiskPreview } from '#contract/marketplace/risk-contract.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { jsonText } from '../../../cache/json-text.ts';
import { riskBreakdown } from '../risk-score.ts';
import { judge } from '../state-by-risk.ts';

const rowSchema = z.object({
  id: customerIdSchema,
  name: z.string(),
  role: z.enum(customerRoles),
  state: z.enum(customerStates),
  was: z.int(),
  createdAt: z.int(),
  verifiedAt: z.int().nullable(),
  override: jsonText(riskOverrideSchema).nullable(),
  acceptedScore: z.int().nullable(),
  held: z.int(),
  ordersEnded: z.int(),
  ordersDisputed: z.int(),
  ratings: z.int(),
  stars: z.int(),
});
type Row = z.output<typeof rowSchema>;

const examplesShown = 10;

/**
 * What the rules would make of everybody at this instant, from the facts that the last computation found. Nothing is changed,
 * and nobody is asked: it works without the database.
 */
export async function previewRiskRules(cache: CacheReads, rules: RiskRules, now: Date): Promise<RiskPreview> {
  const rows = await cache.rows(
    sql`select customers.id, name, role, state, risk_score as was, created_at as createdAt, verified_at as verifiedAt,
        risk_override as override, accepted_score as acceptedScore, held_by_operator as held,
        orders_ended as ordersEnded, orders_disputed as ordersDisputed, ratings, stars
      from customers join customer_risk on customer_risk.customer_id = customers.id`,
    rowSchema,
  );
  const before = none();
  const then = none();
  const becomes = none();
  const examples: RiskPreview['examples'] = [];
  let otherScore = 0;
  for (const row of rows) {
    const { score, state } = judged(row, rules, now.getTime());
    before[row.state] += 1;
    then[state] += 1;
    if (score !== row.was) otherScore += 1;
    if (state === row.state) continue;
    becomes[state] += 1;
    const { id, name, was } = row;
    if (examples.length < examplesShown) examples.push({ id, name, from: row.state, to: state, was, score });
  }
  return { customers: rows.length, now: before, then, becomes, otherScore, examples };
}

function none(): Record<CustomerState, number> {
  return { active: 0, flagged: 0, suspended: 0 };
}

function judged(row: Row, rules: RiskRules, now: number): { score: number; state: CustomerState } {
  const { role, state, createdAt, verifiedAt, override, acceptedScore, held } = row;
  const facts = { ...row, ageMs: now - createdAt, verified: verifiedAt !== null };
  const computed = role === 'admin' ? 0 : riskBreakdown(facts, rules).score;
  return judge(computed, { state, heldByOperator: held === 1, acceptedScore, override }, rules, now);
}
