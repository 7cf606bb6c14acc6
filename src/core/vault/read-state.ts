import { and, desc, eq, sql } from 'drizzle-orm';
import { instant } from '#contract/time.ts';
import type { VaultState } from '#contract/vault.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Vault } from './open-vault.ts';
import { vaultDataKeys, vaultRotations } from './schema.ts';
import type { SealedColumn } from './sealed-column.ts';

/** What people may know of the vault: never a key, never a secret. */
export async function readVaultState(
  workspace: Workspace,
  vault: Vault,
  columns: readonly SealedColumn[],
): Promise<VaultState> {
  const { database, id } = workspace;
  const [key] = await database
    .select({ id: vaultDataKeys.id, createdAt: vaultDataKeys.createdAt })
    .from(vaultDataKeys)
    .where(and(eq(vaultDataKeys.workspaceId, id), eq(vaultDataKeys.current, true)));
  if (key === undefined) throw new Error('the vault has no current key');
  const [rotation] = await database
    .select()
    .from(vaultRotations)
    .where(eq(vaultRotations.workspaceId, id))
    .orderBy(desc(vaultRotations.keyId))
    .limit(1);
  let secrets = 0;
  for (const column of columns) {
    const { rows } = await database.execute<{ count: string }>(sql`
      select count(*) as count from ${column.table}
      where ${column.workspaceId} = ${id} and ${column.sealed} is not null`);
    secrets += Number(rows[0]?.count ?? 0);
  }
  return {
    source: vault.source,
    keyId: key.id,
    keyCreatedAt: instant(key.createdAt),
    secrets,
    rotation:
      rotation === undefined
        ? null
        : {
            ...rotation,
            startedAt: instant(rotation.startedAt),
            finishedAt: rotation.finishedAt && instant(rotation.finishedAt),
          },
  };
}
