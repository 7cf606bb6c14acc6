import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '#contract/ids.ts';
import { headerLength, sealedHeader } from './sealed-secret.ts';

/**
 * A column that holds what the vault sealed. A domain declares its own, the core hands all of them to the vault: that is all
 * that a rotation has to know. `export-sessions.pg.test.ts` finds a column that was forgotten.
 */
export type SealedColumn = {
  /** What is in it, for people: `sessions`. */
  readonly name: string;
  readonly table: PgTable;
  readonly workspaceId: PgColumn;
  /** Identifies a row within its workspace. */
  readonly rowId: PgColumn;
  readonly sealed: PgColumn;
  /** Rows that a rotation holds in memory at once, where they are large. */
  readonly rowsAtOnce?: number;
  /** How many there are, as `count`, asked of the local copy, which has none of them. */
  readonly keptCount: SQL;
  /** What the secret of this row is sealed for. `rowId` is as Postgres writes it. */
  readonly purpose: (workspaceId: WorkspaceId, rowId: string) => string;
};

/** Rows of the workspace that are not sealed with this key. */
export function notSealedWith(column: SealedColumn, workspaceId: WorkspaceId, keyId: number): SQL {
  return sql`${column.workspaceId} = ${workspaceId} and ${column.sealed} is not null
    and substring(${column.sealed} from 1 for ${headerLength}::int) <> ${sealedHeader(keyId)}`;
}
