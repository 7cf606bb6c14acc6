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
import type { CustomerId, RiskRulesId } from '#contract/ids.ts';
import { riskCauses, type RiskPartResult, type RiskRules } from '#contract/marketplace/risk.ts';
import { workspaces } from '../../workspaces/schema.ts';
import { idOf, moment, oneOf, ownId, workspaceId } from '../columns.ts';
import { customers } from '../customers/schema.ts';

/** How scores are made, one row for each change. In force is the newest that has begun; without one, the contract's defaults. */
export const riskRules = pgTable(
  'risk_rules',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<RiskRulesId>(),
    validFrom: moment('valid_from').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    reason: text().notNull().default(''),
    rules: jsonb().notNull().$type<RiskRules>(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('risk_rules_once').on(table.workspaceId, table.validFrom),
    foreignKey({ columns: [table.workspaceId], foreignColumns: [workspaces.id] }),
  ],
);

/** The score of each customer as it was computed last, with the facts it was computed from. */
export const customerRisk = pgTable(
  'customer_risk',
  {
    workspaceId: workspaceId(),
    customerId: idOf('customer_id').notNull().$type<CustomerId>(),
    computedAt: moment('computed_at').notNull(),
    /** The row of `risk_rules`; 0 for the defaults. */
    rulesId: idOf('rules_id').notNull(),
    /** Orders that were completed, disputed or refunded, on either side. */
    ordersEnded: integer('orders_ended').notNull(),
    ordersDisputed: integer('orders_disputed').notNull(),
    ratings: integer().notNull(),
    stars: integer().notNull(),
    /** By the rules, before anything that an operator pinned. */
    score: smallint().notNull(),
    parts: jsonb().notNull().$type<readonly RiskPartResult[]>(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.customerId] }),
    foreignKey({
      columns: [table.workspaceId, table.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check('customer_risk_score', sql`score between 0 and 100`),
    check(
      'customer_risk_counts',
      sql`orders_disputed between 0 and orders_ended and ratings >= 0 and stars between ratings and ratings * 5`,
    ),
    index('customer_risk_by_rules').on(table.workspaceId, table.rulesId, table.customerId),
  ],
);

/** Whose score is to be computed again, because of something that was committed with the row. Gone once that is done. */
export const riskRequests = pgTable(
  'risk_requests',
  {
    workspaceId: workspaceId(),
    id: ownId(),
    customerId: idOf('customer_id').notNull().$type<CustomerId>(),
    at: moment('at').notNull().defaultNow(),
    cause: text({ enum: riskCauses }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    check('risk_requests_cause', oneOf('cause', riskCauses)),
  ],
);
