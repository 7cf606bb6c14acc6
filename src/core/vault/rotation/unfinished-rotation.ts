import { and, eq, isNull } from 'drizzle-orm';
import type { WorkspaceId } from '#contract/ids.ts';
import type { Queryable, Transaction } from '../../backend/database.ts';
import { vaultRotations } from '../schema.ts';

const unfinished = (workspaceId: WorkspaceId) =>
  and(eq(vaultRotations.workspaceId, workspaceId), isNull(vaultRotations.finishedAt));

/** The new key of the rotation under way, or null. */
export async function unfinishedRotation(
  database: Queryable,
  workspaceId: WorkspaceId,
): Promise<number | null> {
  const [row] = await database
    .select({ keyId: vaultRotations.keyId })
    .from(vaultRotations)
    .where(unfinished(workspaceId));
  return row?.keyId ?? null;
}

/** The same, held until the transaction ends. Null also when another console holds it: it does the work then. */
export async function holdRotation(
  transaction: Transaction,
  workspaceId: WorkspaceId,
): Promise<number | null> {
  const [row] = await transaction
    .select({ keyId: vaultRotations.keyId })
    .from(vaultRotations)
    .where(unfinished(workspaceId))
    .for('update', { skipLocked: true });
  return row?.keyId ?? null;
}
