import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CustomerId, OrderId, PaymentId } from '#contract/ids.ts';
import { paymentGateways, paymentKinds, paymentStates } from '#contract/marketplace/money.ts';
import { currency, idOf, isCurrency, micros, moment, oneOf, ownId, workspaceId } from '../columns.ts';
import { customers } from '../customers/schema.ts';
import { orders } from '../orders/schema.ts';

/**
 * Money that comes in or goes out through a gateway. What it did to the ledger are the transfers that name it. Not
 * partitioned: a gateway's reference has to be unique over all of them, or a repeated webhook would pay twice.
 */
export const payments = pgTable(
  'payments',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<PaymentId>(),
    customerId: idOf('customer_id').notNull().$type<CustomerId>(),
    /** The order it was made for; null when it tops up a wallet. */
    orderId: idOf('order_id').$type<OrderId>(),
    amountMicros: micros('amount_micros').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When it succeeded, failed or was cancelled. */
    settledAt: moment('settled_at'),
    version: integer().notNull().default(1),
    kind: text({ enum: paymentKinds }).notNull(),
    state: text({ enum: paymentStates }).notNull(),
    gateway: text({ enum: paymentGateways }).notNull(),
    currency: currency(),
    /** What the gateway calls it; null until it has said so. */
    reference: text(),
    /** Why it failed, in the gateway's words. */
    problem: text(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    check('payments_kind', oneOf('kind', paymentKinds)),
    check('payments_state', oneOf('state', paymentStates)),
    check('payments_gateway', oneOf('gateway', paymentGateways)),
    check('payments_currency', isCurrency),
    check('payments_amount', sql`amount_micros > 0`),
    check('payments_settled', sql`(state = 'pending') = (settled_at is null) and settled_at >= created_at`),
    uniqueIndex('payments_reference_once').on(table.workspaceId, table.gateway, table.reference),
    index('payments_by_customer').on(table.workspaceId, table.customerId, table.id),
    index('payments_by_order')
      .on(table.workspaceId, table.orderId)
      .where(sql`order_id is not null`),
    index('payments_waiting')
      .on(table.workspaceId, table.createdAt)
      .where(sql`state = 'pending'`),
  ],
);
