import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RulesPreview, rulesPreviewSchema } from '#contract/disputes.ts';
import { disputeIdSchema, orderIdSchema } from '#contract/ids.ts';
import type { DisputeRuleSet } from '#contract/marketplace/dispute-rules.ts';
import { disputeDecisions, disputeReasons } from '#contract/marketplace/disputes.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { microsColumn } from '../../../cache/micros-column.ts';
import { cachedLooksThatCount } from '../../placements/looks-that-count.ts';
import { compareDecision } from '../compare-decision.ts';
import { gatherFacts } from '../gather-facts.ts';
import { cachedLookRow, looksUntil } from './cached-look.ts';

const decidedRow = z.object({
  id: disputeIdSchema,
  orderId: orderIdSchema,
  channel: z.string(),
  reason: z.enum(disputeReasons),
  resolvedAt: instantSchema,
  publishedAt: instantSchema,
  expiresAt: instantSchema,
  decision: z.enum(disputeDecisions),
  rule: z.string().nullable(),
  price: microsColumn,
  back: microsColumn,
  currency: z.string(),
});

const lookOfOrder = cachedLookRow.and(z.object({ order_id: orderIdSchema }));

const shown = 50;

/**
 * What these rules would have made of the last disputes that were decided, each by the evidence of then. Only orders of which the
 * local copy has the days are looked at. Nothing is changed, and nobody is asked: it works without the database.
 */
export async function previewRules(
  cache: CacheReads,
  { rules, last }: { readonly rules: DisputeRuleSet; readonly last: number },
): Promise<RulesPreview> {
  const newest = sql`select order_id from disputes where state = 'resolved' order by resolved_at desc limit ${last}`;
  const [decided, looks] = await cache.together<[z.output<typeof decidedRow>, z.output<typeof lookOfOrder>]>([
    {
      sql: sql`select d.id, d.order_id as orderId, c.title as channel, d.reason, d.resolved_at as resolvedAt,
          o.published_at as publishedAt, o.expires_at as expiresAt, d.decision, d.rule, o.price_micros as price,
          d.refund_micros as back, o.currency
        from disputes d join orders o on o.id = d.order_id join channels c on c.id = o.channel_id
        where d.order_id in (${newest}) and o.published_at is not null and o.expires_at is not null
        order by d.resolved_at desc`,
      row: decidedRow,
    },
    {
      sql: sql`select p.order_id, p.at, p.outcome, p.similarity, p.link_missing
        from placement_checks p join orders o on o.id = p.order_id
        where p.order_id in (${newest}) and ${cachedLooksThatCount} order by p.id`,
      row: lookOfOrder,
    },
  ]);
  const looksOf = Map.groupBy(looks, ({ order_id: orderId }) => orderId);
  const changes = { same: 0, amount: 0, person: 0, rule: 0, unknown: 0 };
  const differing: RulesPreview['differing'] = [];
  for (const dispute of decided) {
    const { resolvedAt, publishedAt, expiresAt, reason, currency } = dispute;
    const known = looksUntil(looksOf.get(dispute.orderId) ?? [], resolvedAt);
    const facts = gatherFacts({ reason, publishedAt, expiresAt, looks: known }, resolvedAt);
    const then = compareDecision(rules, {
      facts,
      priceMicros: BigInt(dispute.price),
      givenBackMicros: BigInt(dispute.back),
      rule: dispute.rule,
    });
    changes[then.change] += 1;
    if (then.change === 'same' || then.change === 'unknown' || differing.length === shown) continue;
    const { givenBackMicros: back } = then;
    differing.push({
      id: dispute.id,
      orderId: dispute.orderId,
      channel: dispute.channel,
      resolvedAt,
      change: then.change,
      was: {
        decision: dispute.decision,
        rule: dispute.rule,
        givenBack: { micros: dispute.back, currency },
      },
      then: {
        rule: then.rule,
        outcome: then.outcome,
        givenBack: back === null ? null : { micros: String(back), currency },
      },
    });
  }
  return rulesPreviewSchema.parse({ disputes: decided.length, changes, differing });
}
