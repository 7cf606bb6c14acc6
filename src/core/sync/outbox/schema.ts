import { index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { OperatorId, WorkspaceId } from '#contract/ids.ts';
import { workspaces } from '../../workspaces/schema.ts';

/**
 * The commands that took effect, by their idempotency key: the row is written in the transaction of the effect, so that a
 * command whose answer was lost can be sent again and happens once.
 */
export const appliedCommands = pgTable(
  'applied_commands',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspaces.id),
    key: uuid().notNull(),
    operatorId: uuid('operator_id').notNull().$type<OperatorId>(),
    /** Its name in the contract, such as `accounts.saveNote`. */
    command: text().notNull(),
    /** What it answered, for whoever sends it again. */
    answer: jsonb().notNull(),
    appliedAt: timestamp('applied_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.key] }),
    index('applied_commands_age').on(table.workspaceId, table.appliedAt),
  ],
);
