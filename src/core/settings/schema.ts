import { jsonb, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '#contract/ids.ts';
import { workspaces } from '../workspaces/schema.ts';

/** What an operator changed; what is absent here has the default of the contract's schema. */
export const workspaceSettings = pgTable('workspace_settings', {
  workspaceId: uuid('workspace_id')
    .primaryKey()
    .$type<WorkspaceId>()
    .references(() => workspaces.id),
  settings: jsonb().notNull().$type<Record<string, unknown>>(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});
