import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { OperatorId, SavedViewId, WorkspaceId } from '#contract/ids.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import type { ViewState } from '#contract/view-state.ts';
import { workspaces } from '../workspaces/schema.ts';

const workspaceId = () =>
  uuid('workspace_id')
    .notNull()
    .$type<WorkspaceId>()
    .references(() => workspaces.id);

/** What pages are set to, under names. */
export const savedViews = pgTable(
  'saved_views',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull().$type<SavedViewId>(),
    /** Who saved it. */
    operatorId: uuid('operator_id').notNull().$type<OperatorId>(),
    page: text('grid').notNull().$type<ViewPage>(),
    name: text().notNull(),
    state: jsonb().notNull().$type<ViewState>(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    version: integer().notNull().default(1),
    /** Everybody in the workspace sees it. */
    shared: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('saved_views_name').on(table.workspaceId, table.operatorId, table.page, table.name),
  ],
);

/** What a page opens with, for each operator; it goes with its view. */
export const viewDefaults = pgTable(
  'view_defaults',
  {
    workspaceId: workspaceId(),
    operatorId: uuid('operator_id').notNull().$type<OperatorId>(),
    page: text().notNull().$type<ViewPage>(),
    viewId: uuid('view_id').notNull().$type<SavedViewId>(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.operatorId, table.page] }),
    foreignKey({
      columns: [table.workspaceId, table.viewId],
      foreignColumns: [savedViews.workspaceId, savedViews.id],
    }).onDelete('cascade'),
    index('view_defaults_by_view').on(table.workspaceId, table.viewId),
  ],
);
