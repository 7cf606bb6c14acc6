import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { OperatorId, WorkspaceId } from '#contract/ids.ts';
import { roles } from '#contract/permissions.ts';

/** One team's data. Every business row carries its ID, first in every key. */
export const workspaces = pgTable('workspaces', {
  id: uuid().primaryKey().$type<WorkspaceId>(),
  name: text().notNull(),
  /** IANA name; a "day" in a report is a day there. */
  timeZone: text('time_zone').notNull().default('UTC'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

export const operators = pgTable(
  'operators',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspaces.id),
    id: uuid().notNull().$type<OperatorId>(),
    name: text().notNull(),
    role: text({ enum: roles }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    check('operators_role', sql.raw(`role in (${roles.map((role) => `'${role}'`).join(', ')})`)),
  ],
);
