import { jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { OperatorId, SavedViewId, WorkspaceId } from '#contract/ids.ts';
import type { SavedView } from '#contract/views.ts';
import { workspaces } from '../workspaces/schema.ts';

export const savedViews = pgTable(
  'saved_views',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspaces.id),
    id: uuid().notNull().$type<SavedViewId>(),
    operatorId: uuid('operator_id').notNull().$type<OperatorId>(),
    grid: text().notNull(),
    name: text().notNull(),
    state: jsonb().notNull().$type<SavedView['state']>(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('saved_views_name').on(table.workspaceId, table.operatorId, table.grid, table.name),
  ],
);
