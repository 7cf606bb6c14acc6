import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import { type Instant, instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../cache/cache.ts';

/** @throws OpsdeckError NOT_FOUND when the account is not in the pool, as the local copy knows it. */
export async function requireInCachedPool(cache: CacheReads, id: AccountId): Promise<{ addedAt: Instant }> {
  const [account] = await cache.rows(
    sql`select added_at as "addedAt" from accounts where id = ${id} and removed_at is null`,
    z.object({ addedAt: instantSchema }),
  );
  if (account === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Account ${id}` });
  return account;
}
