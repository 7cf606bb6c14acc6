import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { CustomerId, DisputeEvidenceId, DisputeId, OrderId } from '#contract/ids.ts';
import type { DisputeRuleSet } from '#contract/marketplace/dispute-rules.ts';
import {
  disputeDecisions,
  disputeReasons,
  disputeStates,
  evidenceKinds,
  evidenceSides,
} from '#contract/marketplace/disputes.ts';
import { idOf, micros, moment, oneOf, ownId, workspaceId } from '../columns.ts';
import { customers } from '../customers/schema.ts';
import { orders } from '../orders/schema.ts';

/** What advertisers dispute. An order is disputed once: its state machine has no way back. */
export const disputes = pgTable(
  'disputes',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<DisputeId>(),
    orderId: idOf('order_id').notNull().$type<OrderId>(),
    openedBy: idOf('opened_by').notNull().$type<CustomerId>(),
    /** What goes back to the advertiser, in the order's currency; null until it is decided. */
    refundMicros: micros('refund_micros'),
    openedAt: moment('opened_at').notNull().defaultNow(),
    escalatedAt: moment('escalated_at'),
    resolvedAt: moment('resolved_at'),
    /** When the rules look next, while it is open: new evidence brings it forward. */
    lookAt: moment('look_at').notNull().defaultNow(),
    /** Grows with each piece of evidence: whoever decides has seen all of it. */
    version: integer().notNull().default(1),
    /** 1 is most urgent; null unless it was escalated. */
    priority: smallint(),
    state: text({ enum: disputeStates }).notNull().default('open'),
    reason: text({ enum: disputeReasons }).notNull(),
    statement: text().notNull().default(''),
    decision: text({ enum: disputeDecisions }),
    /** The rule that decided; null when an operator did. */
    rule: text(),
    /** The version of the rules that decided. */
    rulesVersion: integer('rules_version'),
    decidedBy: text('decided_by'),
    explanation: text(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('disputes_order_once').on(table.workspaceId, table.orderId),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.openedBy],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check('disputes_state', oneOf('state', disputeStates)),
    check('disputes_reason', oneOf('reason', disputeReasons)),
    check('disputes_decision', oneOf('decision', disputeDecisions)),
    check('disputes_priority', sql`priority between 1 and 5`),
    check(
      'disputes_resolved',
      sql`(state = 'resolved') = (resolved_at is not null) and (state = 'resolved') = (decision is not null) and (state = 'resolved') = (refund_micros is not null) and (state <> 'escalated' or escalated_at is not null)`,
    ),
    check('disputes_refund', sql`refund_micros >= 0 and (decision <> 'release' or refund_micros = 0)`),
    check('disputes_times', sql`escalated_at >= opened_at and resolved_at >= opened_at`),
    index('disputes_undecided')
      .on(table.workspaceId, table.state, table.priority, table.openedAt)
      .where(sql`state <> 'resolved'`),
    index('disputes_to_weigh')
      .on(table.workspaceId, table.lookAt)
      .where(sql`state = 'open'`),
  ],
);

/** What is said and found about a dispute; rows are never changed. */
export const disputeEvidence = pgTable(
  'dispute_evidence',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<DisputeEvidenceId>(),
    disputeId: idOf('dispute_id').notNull().$type<DisputeId>(),
    at: moment('at').notNull().defaultNow(),
    kind: text({ enum: evidenceKinds }).notNull(),
    side: text({ enum: evidenceSides }).notNull(),
    /** An operator's or a customer's name, or what acted by itself. */
    author: text().notNull(),
    text: text().notNull(),
    /** Of looks and decisions: the facts as they were then. */
    details: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.disputeId],
      foreignColumns: [disputes.workspaceId, disputes.id],
    }).onDelete('cascade'),
    check('dispute_evidence_kind', oneOf('kind', evidenceKinds)),
    check('dispute_evidence_side', oneOf('side', evidenceSides)),
    index('dispute_evidence_by_dispute').on(table.workspaceId, table.disputeId, table.id),
  ],
);

/** The rules with their history: each row is what they were from then on, the newest holds. */
export const disputeRuleSets = pgTable(
  'dispute_rule_sets',
  {
    workspaceId: workspaceId(),
    version: integer().notNull(),
    changedAt: moment('changed_at').notNull().defaultNow(),
    changedBy: text('changed_by').notNull(),
    reason: text().notNull(),
    rules: jsonb().notNull().$type<DisputeRuleSet>(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.version] }),
    check('dispute_rule_sets_version', sql`version > 0`),
  ],
);
