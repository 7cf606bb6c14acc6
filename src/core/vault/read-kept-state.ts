import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { instantSchema } from '#contract/time.ts';
import type { VaultState } from '#contract/vault.ts';
import type { CacheReads } from '../cache/cache.ts';
import type { Vault } from './open-vault.ts';
import type { SealedColumn } from './sealed-column.ts';

const keySchema = z.object({ id: z.int(), createdAt: instantSchema });
const countSchema = z.object({ count: z.int() });
const rotationSchema = z.object({
  keyId: z.int(),
  requestedBy: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  total: z.int(),
  resealed: z.int(),
  unreadable: z.int(),
});

/**
 * What people may know of the vault, from the local copy: never a key, never a secret.
 *
 * @throws OpsdeckError CACHE_NOT_READY
 */
export async function readKeptVaultState(
  cache: CacheReads,
  vault: Vault,
  columns: readonly SealedColumn[],
): Promise<VaultState> {
  const [key] = await cache.rows(
    sql`select id, created_at as createdAt from vault_data_keys where current`,
    keySchema,
  );
  if (key === undefined) throw new OpsdeckError('CACHE_NOT_READY', {});
  const [rotation] = await cache.rows(
    sql`select key_id as keyId, requested_by as requestedBy, started_at as startedAt, finished_at as finishedAt,
        total, resealed, unreadable
      from vault_rotations order by key_id desc limit 1`,
    rotationSchema,
  );
  let secrets = 0;
  for (const { keptCount } of columns) {
    const [counted] = await cache.rows(keptCount, countSchema);
    secrets += counted?.count ?? 0;
  }
  return {
    source: vault.source,
    keyId: key.id,
    keyCreatedAt: key.createdAt,
    secrets,
    rotation: rotation ?? null,
  };
}
