import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  customType,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '#contract/ids.ts';
import { workspaces } from '../workspaces/schema.ts';
import type { KeyDerivation } from './sources/key-source.ts';

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** One row per workspace: what its root key proves itself with, and what only the root key opens. */
export const vaultKeys = pgTable('vault_keys', {
  workspaceId: uuid('workspace_id')
    .primaryKey()
    .$type<WorkspaceId>()
    .references(() => workspaces.id),
  /** Proof that a console holds the right root key, without the key: a known text, encrypted with it. */
  proof: bytea().notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  /** How the root key comes from a passphrase; null when it is random and kept in a file or a keychain. */
  derivation: jsonb().$type<KeyDerivation>(),
  /** Wrapped with the root key; null in a workspace of the first version, until it is next opened. */
  fingerprintKey: bytea('fingerprint_key'),
});

/** The keys that secrets are sealed with, wrapped with the root key. More than one only while a rotation is under way. */
export const vaultDataKeys = pgTable(
  'vault_data_keys',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspaces.id),
    id: integer().notNull(),
    wrapped: bytea().notNull(),
    /** The one that new secrets are sealed with. */
    current: boolean().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('vault_data_keys_current')
      .on(table.workspaceId)
      .where(sql`current`),
  ],
);

/** Each order to seal everything with a new key, and how far it is. */
export const vaultRotations = pgTable(
  'vault_rotations',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspaces.id),
    /** The new key. Stays when the key itself has been destroyed, so that its number is never given again. */
    keyId: integer('key_id').notNull(),
    requestedBy: text('requested_by').notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
    /** Secrets to seal again when it began; those that were since. */
    total: integer().notNull(),
    resealed: integer().notNull().default(0),
    /** Secrets that did not open with any key, found at the end. */
    unreadable: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.keyId] }),
    check('vault_rotations_counts', sql`total >= 0 and resealed >= 0 and unreadable >= 0`),
    uniqueIndex('vault_rotations_running')
      .on(table.workspaceId)
      .where(sql`finished_at is null`),
  ],
);
