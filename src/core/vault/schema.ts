import { customType, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '#contract/ids.ts';
import { workspaces } from '../workspaces/schema.ts';

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** Proof that a console holds the right key, without the key: a known text, encrypted with it. */
export const vaultKeys = pgTable('vault_keys', {
  workspaceId: uuid('workspace_id')
    .primaryKey()
    .$type<WorkspaceId>()
    .references(() => workspaces.id),
  proof: bytea().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
