import { sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  type DisputeDetail,
  type DisputeEvidence,
  type DisputeRow,
  evidenceSchema,
  type WeighedRuleView,
} from '#contract/disputes.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { DisputeId } from '#contract/ids.ts';
import type { DisputeFacts, DisputeRuleSet } from '#contract/marketplace/dispute-rules.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { microsColumn } from '../../../cache/micros-column.ts';
import { cachedLooksThatCount } from '../../placements/looks-that-count.ts';
import { gatherFacts } from '../gather-facts.ts';
import { givenBackBy } from '../given-back-by.ts';
import { weighRules } from '../weigh-rules.ts';
import { disputeColumns, disputeRow, disputeTables } from './cached-dispute.ts';
import { cachedLookRow, looksUntil } from './cached-look.ts';
import { type CachedRuleSet, ruleSetRow, ruleSetRows, usualRuleSet } from './cached-rules.ts';

const restRow = z.object({
  statement: z.string(),
  status: z.enum(orderStatuses),
  commission_micros: microsColumn,
  published_at: instantSchema.nullable(),
  expires_at: instantSchema.nullable(),
  refund_micros: microsColumn.nullable(),
  rule: z.string().nullable(),
  rules_version: z.int().nullable(),
  decided_by: z.string().nullable(),
  explanation: z.string().nullable(),
});

const evidenceRow = z
  .object({
    id: z.int(),
    at: z.int(),
    kind: z.string(),
    side: z.string(),
    author: z.string(),
    text: z.string(),
  })
  .transform((row): DisputeEvidence => evidenceSchema.parse(row));

type Answers = [
  DisputeRow,
  z.output<typeof restRow>,
  DisputeEvidence,
  z.output<typeof cachedLookRow>,
  CachedRuleSet,
];

/**
 * A dispute with both sides, its evidence, and what each rule says of it now, or said when it was decided.
 *
 * @throws OpsdeckError DISPUTE_NOT_FOUND
 */
export async function getDispute(
  cache: CacheReads,
  id: DisputeId,
  now: Date,
  otherRules?: DisputeRuleSet,
): Promise<DisputeDetail> {
  const [[dispute], [rest], evidence, looks, [rules]] = await cache.together<Answers>([
    { sql: sql`select ${disputeColumns} from ${disputeTables} where d.id = ${id}`, row: disputeRow },
    {
      sql: sql`select d.statement, o.status, o.commission_micros, o.published_at, o.expires_at, d.refund_micros, d.rule,
          d.rules_version, d.decided_by, d.explanation
        from disputes d join orders o on o.id = d.order_id where d.id = ${id}`,
      row: restRow,
    },
    {
      sql: sql`select id, at, kind, side, author, text from dispute_evidence where dispute_id = ${id} order by id`,
      row: evidenceRow,
    },
    {
      sql: sql`select p.at, p.outcome, p.similarity, p.link_missing
        from disputes d join orders o on o.id = d.order_id join placement_checks p on p.order_id = d.order_id
        where d.id = ${id} and ${cachedLooksThatCount} order by p.id`,
      row: cachedLookRow,
    },
    { sql: ruleSetRows, row: ruleSetRow },
  ]);
  if (dispute === undefined || rest === undefined)
    throw new OpsdeckError('DISPUTE_NOT_FOUND', { id: String(id) });
  const { currency } = dispute.price;
  const { published_at: publishedAt, expires_at: expiresAt } = rest;
  const facts =
    publishedAt === null || expiresAt === null
      ? null
      : gatherFacts(
          { reason: dispute.reason, publishedAt, expiresAt, looks: looksUntil(looks, dispute.resolvedAt) },
          dispute.resolvedAt ?? now.getTime(),
        );
  return {
    ...dispute,
    statement: rest.statement,
    orderStatus: rest.status,
    commission: { micros: rest.commission_micros, currency },
    publishedAt,
    expiresAt,
    facts,
    evidence,
    rules: facts === null ? [] : weighed(otherRules ?? (rules ?? usualRuleSet).rules, facts, dispute),
    refund: rest.refund_micros === null ? null : { micros: rest.refund_micros, currency },
    rule: rest.rule,
    rulesVersion: rest.rules_version === 0 ? null : rest.rules_version,
    decidedBy: rest.decided_by,
    explanation: rest.explanation,
  };
}

function weighed(rules: DisputeRuleSet, facts: DisputeFacts, { price }: DisputeRow): WeighedRuleView[] {
  const priceMicros = BigInt(price.micros);
  return weighRules(rules, facts).map(({ rule, verdict, conditions }) => {
    const back = givenBackBy(rule.outcome, facts, priceMicros);
    return {
      rule,
      verdict,
      conditions: [...conditions],
      wouldGiveBack: back === null ? null : { micros: String(back), currency: price.currency },
    };
  });
}
