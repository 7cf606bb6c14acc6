import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { CustomerEventId, CustomerId } from '#contract/ids.ts';
import { customerEventKinds, customerRoles, customerStates } from '#contract/marketplace/customers.ts';
import { actorKinds } from '#contract/marketplace/orders.ts';
import type { RiskOverride } from '#contract/marketplace/risk.ts';
import { workspaces } from '../../workspaces/schema.ts';
import { idOf, moment, oneOf, ownId, workspaceId } from '../columns.ts';

/** Who trades on the marketplace: advertisers, editors, both, and the platform's own admins. */
export const customers = pgTable(
  'customers',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<CustomerId>(),
    telegramUserId: bigint('telegram_user_id', { mode: 'bigint' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    verifiedAt: moment('verified_at'),
    lastActiveAt: moment('last_active_at'),
    version: integer().notNull().default(1),
    riskScore: smallint('risk_score').notNull().default(0),
    role: text({ enum: customerRoles }).notNull(),
    state: text({ enum: customerStates }).notNull().default('active'),
    name: text().notNull(),
    /** ISO 3166, two letters; null when unknown. */
    country: text(),
    /** An operator suspended them: no score ends that. */
    heldByOperator: boolean('held_by_operator').notNull().default(false),
    /** A score that an operator has looked at and accepted: only a higher one flags or suspends again. */
    acceptedScore: smallint('accepted_score'),
    /** What an operator pinned, over what the rules say. */
    riskOverride: jsonb('risk_override').$type<RiskOverride>(),
    /** When time alone makes the score another one, or ends the override; null when it never will. New customers are due. */
    riskDueAt: moment('risk_due_at').default(sql`'epoch'`),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({ columns: [table.workspaceId], foreignColumns: [workspaces.id] }),
    check('customers_role', oneOf('role', customerRoles)),
    check('customers_state', oneOf('state', customerStates)),
    check('customers_risk_score', sql`risk_score between 0 and 100`),
    check('customers_country', sql`country ~ '^[A-Z]{2}$'`),
    check('customers_name', sql`length(name) between 1 and 200`),
    check('customers_times', sql`verified_at >= created_at and last_active_at >= created_at`),
    index('customers_not_active')
      .on(table.workspaceId, table.state, table.id)
      .where(sql`state <> 'active'`),
    check('customers_accepted_score', sql`accepted_score between 0 and 100`),
    check('customers_held', sql`not held_by_operator or state = 'suspended'`),
    index('customers_risk_due')
      .on(table.workspaceId, table.riskDueAt)
      .where(sql`risk_due_at is not null`),
  ],
);

/** The timeline of customers: one row for each act, never changed. */
export const customerEvents = pgTable(
  'customer_events',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<CustomerEventId>(),
    customerId: idOf('customer_id').notNull().$type<CustomerId>(),
    at: moment('at').notNull().defaultNow(),
    /** The customer's version from then on. */
    customerVersion: integer('customer_version').notNull(),
    kind: text({ enum: customerEventKinds }).notNull(),
    /** Both null unless the state changed. */
    fromState: text('from_state', { enum: customerStates }),
    toState: text('to_state', { enum: customerStates }),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    /** An operator's or a customer's name, or what acted by itself. */
    actor: text().notNull(),
    reason: text(),
    details: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check('customer_events_kind', oneOf('kind', customerEventKinds)),
    check('customer_events_from', oneOf('from_state', customerStates)),
    check('customer_events_to', oneOf('to_state', customerStates)),
    check('customer_events_actor', oneOf('actor_kind', actorKinds)),
    check(
      'customer_events_state',
      sql`(from_state is null) = (to_state is null) and (from_state is null or from_state <> to_state)`,
    ),
    index('customer_events_by_customer').on(table.workspaceId, table.customerId, table.id),
  ],
);
