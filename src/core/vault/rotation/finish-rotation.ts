import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { vaultDataKeys, vaultRotations } from '../schema.ts';
import { notSealedWith, type SealedColumn } from '../sealed-column.ts';
import { headerLength, keyOfSealed } from '../sealed-secret.ts';
import { holdRotation } from './unfinished-rotation.ts';

/** `elsewhere`: another console is at it, or has finished it. `more`: rows came in with an old key and have to be sealed anew. */
export type Finish = { readonly kind: 'elsewhere' } | { readonly kind: 'more' } | Finished;
export type Finished = {
  readonly kind: 'finished';
  readonly keyId: number;
  readonly resealed: number;
  readonly unreadable: number;
  readonly destroyedKeys: readonly number[];
};

/**
 * Ends the rotation: destroys every old key that no row needs any more. Locking the old keys waits for the transactions that
 * seal with them (`Vault.sealIn`), and nobody begins another such one; so what is counted after that is all there will be.
 */
export function finishRotation(
  workspace: Workspace,
  columns: readonly SealedColumn[],
  expectedUnreadable: number,
): Promise<Finish> {
  return inTransaction(workspace.database, async (transaction): Promise<Finish> => {
    const keyId = await holdRotation(transaction, workspace.id);
    if (keyId === null) return { kind: 'elsewhere' };
    const old = await transaction
      .select({ id: vaultDataKeys.id })
      .from(vaultDataKeys)
      .where(and(eq(vaultDataKeys.workspaceId, workspace.id), eq(vaultDataKeys.current, false)))
      .orderBy(vaultDataKeys.id)
      .for('update');
    const left = await rowsLeft(transaction, workspace, columns, keyId);
    if (left.count > expectedUnreadable) return { kind: 'more' };
    const destroyedKeys = old.map((key) => key.id).filter((id) => !left.keys.has(id));
    for (const id of destroyedKeys) {
      await transaction
        .delete(vaultDataKeys)
        .where(and(eq(vaultDataKeys.workspaceId, workspace.id), eq(vaultDataKeys.id, id)));
    }
    const [rotation] = await transaction
      .update(vaultRotations)
      .set({ finishedAt: sql`now()`, unreadable: left.count })
      .where(and(eq(vaultRotations.workspaceId, workspace.id), eq(vaultRotations.keyId, keyId)))
      .returning({ resealed: vaultRotations.resealed });
    return {
      kind: 'finished',
      keyId,
      resealed: rotation?.resealed ?? 0,
      unreadable: left.count,
      destroyedKeys,
    };
  });
}

/** The rows not sealed with this key: how many, and which keys they name. */
async function rowsLeft(
  transaction: Transaction,
  workspace: Workspace,
  columns: readonly SealedColumn[],
  keyId: number,
): Promise<{ count: number; keys: ReadonlySet<number> }> {
  let count = 0;
  const keys = new Set<number>();
  for (const column of columns) {
    const { rows } = await transaction.execute<{ header: Buffer; count: string }>(sql`
      select substring(${column.sealed} from 1 for ${headerLength}::int) as header, count(*) as count
      from ${column.table} where ${notSealedWith(column, workspace.id, keyId)} group by 1`);
    for (const row of rows) {
      count += Number(row.count);
      const named = keyOfSealed(row.header);
      if (named !== null) keys.add(named);
    }
  }
  return { count, keys };
}
