import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { CustomerId } from '#contract/ids.ts';
import { customerRoles, customerStates } from '#contract/marketplace/customers.ts';
import { workspaces } from '../../workspaces/schema.ts';
import { moment, oneOf, ownId, workspaceId } from '../columns.ts';

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
  ],
);
