import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { CustomerId, DisputeId, OrderId } from '#contract/ids.ts';
import { disputeDecisions, disputeReasons, disputeStates } from '#contract/marketplace/disputes.ts';
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
    version: integer().notNull().default(1),
    /** 1 is most urgent; null unless it was escalated. */
    priority: smallint(),
    state: text({ enum: disputeStates }).notNull().default('open'),
    reason: text({ enum: disputeReasons }).notNull(),
    statement: text().notNull().default(''),
    decision: text({ enum: disputeDecisions }),
    /** The rule that decided; null when an operator did. */
    rule: text(),
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
  ],
);
