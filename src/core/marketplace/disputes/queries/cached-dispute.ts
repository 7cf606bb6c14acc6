import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type DisputeRow, disputeSchema } from '#contract/disputes.ts';
import { microsColumn } from '../../../cache/micros-column.ts';

/** What a row of the queue is made of; `d` are the disputes. */
export const disputeColumns: SQL = sql`d.id, d.version, d.state, d.reason, d.priority, d.order_id, d.opened_at, d.escalated_at,
  d.resolved_at, d.decision, c.title as channel, o.price_micros, o.currency,
  o.advertiser_id, a.name as advertiser_name, a.risk_score as advertiser_risk,
  o.editor_id, e.name as editor_name, e.risk_score as editor_risk`;

export const disputeTables: SQL = sql`disputes d join orders o on o.id = d.order_id join customers a on a.id = o.advertiser_id
  join customers e on e.id = o.editor_id join channels c on c.id = o.channel_id`;

const row = z.object({
  id: z.int(),
  version: z.int(),
  state: z.string(),
  reason: z.string(),
  priority: z.int().nullable(),
  order_id: z.int(),
  opened_at: z.int(),
  escalated_at: z.int().nullable(),
  resolved_at: z.int().nullable(),
  decision: z.string().nullable(),
  channel: z.string(),
  price_micros: microsColumn,
  currency: z.string(),
  advertiser_id: z.int(),
  advertiser_name: z.string(),
  advertiser_risk: z.int(),
  editor_id: z.int(),
  editor_name: z.string(),
  editor_risk: z.int(),
});

export const disputeRow: z.ZodType<DisputeRow> = row.transform((dispute) =>
  disputeSchema.parse({
    id: dispute.id,
    version: dispute.version,
    state: dispute.state,
    reason: dispute.reason,
    priority: dispute.priority,
    orderId: dispute.order_id,
    channel: dispute.channel,
    advertiser: {
      id: dispute.advertiser_id,
      name: dispute.advertiser_name,
      riskScore: dispute.advertiser_risk,
    },
    editor: { id: dispute.editor_id, name: dispute.editor_name, riskScore: dispute.editor_risk },
    price: { micros: dispute.price_micros, currency: dispute.currency },
    openedAt: dispute.opened_at,
    escalatedAt: dispute.escalated_at,
    resolvedAt: dispute.resolved_at,
    decision: dispute.decision,
  }),
);
