import { and, eq, sql } from 'drizzle-orm';
import { isOpsdeckError } from '#contract/errors.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Vault } from '../open-vault.ts';
import { vaultRotations } from '../schema.ts';
import { notSealedWith, type SealedColumn } from '../sealed-column.ts';
import { holdRotation } from './unfinished-rotation.ts';

export type Batch = {
  /** The last row looked at; null when there was none after the one given. */
  readonly last: string | null;
  readonly resealed: number;
  /** Rows that no key opens. They are left as they are. */
  readonly unreadable: number;
};

/**
 * Seals the next rows anew, and counts them, in one transaction: killed at any instant, each row is either as it was or sealed
 * with the new key and counted, exactly once. Null when there is nothing to do here: no rotation, or another console is at it.
 */
export function resealBatch(
  workspace: Workspace,
  vault: Vault,
  column: SealedColumn,
  options: { readonly after: string | null; readonly limit: number },
): Promise<Batch | null> {
  return inTransaction(workspace.database, async (transaction) => {
    const keyId = await holdRotation(transaction, workspace.id);
    if (keyId === null) return null;
    const seal = await vault.sealIn(transaction);
    if (seal.keyId !== keyId) throw new Error('the key of the rotation is not the current one');
    const rows = await lockRows(transaction, workspace, column, { keyId, ...options });
    const ids: string[] = [];
    const sealed: Buffer[] = [];
    for (const row of rows) {
      const purpose = column.purpose(workspace.id, row.id);
      const secret = await readable(vault, row.sealed, purpose);
      if (secret === null) continue;
      ids.push(row.id);
      sealed.push(seal(secret, purpose));
    }
    if (ids.length > 0) {
      await writeRows(transaction, workspace, column, { ids, sealed });
      await transaction
        .update(vaultRotations)
        .set({ resealed: sql`${vaultRotations.resealed} + ${ids.length}` })
        .where(and(eq(vaultRotations.workspaceId, workspace.id), eq(vaultRotations.keyId, keyId)));
    }
    return { last: rows.at(-1)?.id ?? null, resealed: ids.length, unreadable: rows.length - ids.length };
  });
}

async function lockRows(
  transaction: Transaction,
  workspace: Workspace,
  column: SealedColumn,
  { keyId, after, limit }: { readonly keyId: number; readonly after: string | null; readonly limit: number },
) {
  const type = sql.raw(column.rowId.getSQLType());
  const further = after === null ? sql`true` : sql`${column.rowId} > ${after}::text::${type}`;
  const { rows } = await transaction.execute<{ id: string; sealed: Buffer }>(sql`
    select ${column.rowId}::text as id, ${column.sealed} as sealed from ${column.table}
    where ${notSealedWith(column, workspace.id, keyId)} and ${further}
    order by ${column.rowId} limit ${limit} for no key update`);
  return rows;
}

async function writeRows(
  transaction: Transaction,
  workspace: Workspace,
  column: SealedColumn,
  { ids, sealed }: { readonly ids: string[]; readonly sealed: Buffer[] },
): Promise<void> {
  const type = sql.raw(column.rowId.getSQLType());
  await transaction.execute(sql`
    update ${column.table} set ${sql.identifier(column.sealed.name)} = fresh.sealed
    from unnest(${sql.param(ids)}::text[], ${sql.param(sealed)}::bytea[]) as fresh (id, sealed)
    where ${column.workspaceId} = ${workspace.id} and ${column.rowId} = fresh.id::${type}`);
}

/** Null when no key of the workspace opens it. */
async function readable(vault: Vault, sealed: Buffer, purpose: string): Promise<Buffer | null> {
  try {
    return await vault.unsealBytes(sealed, purpose);
  } catch (error) {
    if (isOpsdeckError(error) && error.code === 'VAULT_KEY_UNUSABLE') return null;
    throw error;
  }
}
