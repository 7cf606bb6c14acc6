import { integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { OperatorId, ReportDefinitionId, WorkspaceId } from '#contract/ids.ts';
import type { ReportContent } from '#contract/reports/report-content.ts';
import { workspaces } from '../workspaces/schema.ts';

/** Reports that the team has put together itself. */
export const reportDefinitions = pgTable(
  'report_definitions',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspaces.id),
    id: uuid().notNull().$type<ReportDefinitionId>(),
    /** Who made it. */
    operatorId: uuid('operator_id').notNull().$type<OperatorId>(),
    name: text().notNull(),
    description: text().notNull(),
    content: jsonb().notNull().$type<ReportContent>(),
    version: integer().notNull().default(1),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('report_definitions_name').on(table.workspaceId, table.name),
  ],
);
