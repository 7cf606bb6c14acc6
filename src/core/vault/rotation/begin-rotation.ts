import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Vault } from '../open-vault.ts';
import { vaultKeys, vaultRotations } from '../schema.ts';
import { notSealedWith, type SealedColumn } from '../sealed-column.ts';
import { unfinishedRotation } from './unfinished-rotation.ts';

/**
 * Makes a new data key and orders that everything is sealed with it; from this commit on, every console seals with it. The
 * number of the new key, or null when a rotation is under way already.
 */
export async function beginRotation(
  workspace: Workspace,
  vault: Vault,
  columns: readonly SealedColumn[],
  requestedBy: string,
): Promise<number | null> {
  const keyId = await inTransaction(workspace.database, async (transaction) => {
    // Of two who order it at once, the second finds the first's.
    await transaction
      .select({ id: vaultKeys.workspaceId })
      .from(vaultKeys)
      .where(eq(vaultKeys.workspaceId, workspace.id))
      .for('update');
    if ((await unfinishedRotation(transaction, workspace.id)) !== null) return null;
    const added = await vault.addDataKey(transaction);
    const total = await countOthers(transaction, workspace, columns, added);
    await transaction
      .insert(vaultRotations)
      .values({ workspaceId: workspace.id, keyId: added, requestedBy, total });
    return added;
  });
  if (keyId !== null) await vault.reload();
  return keyId;
}

/** How many secrets are not sealed with this key. */
export async function countOthers(
  transaction: Transaction,
  workspace: Workspace,
  columns: readonly SealedColumn[],
  keyId: number,
): Promise<number> {
  let total = 0;
  for (const column of columns) {
    const { rows } = await transaction.execute<{ count: string }>(
      sql`select count(*) as count from ${column.table} where ${notSealedWith(column, workspace.id, keyId)}`,
    );
    total += Number(rows[0]?.count ?? 0);
  }
  return total;
}
