import { sql } from 'drizzle-orm';
import { type AccountNote, accountNoteSchema } from '#contract/account-details.ts';
import type { AccountId } from '#contract/ids.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { requireInCachedPool } from './require-in-cached-pool.ts';

/** The note of an account: empty, of version 0, when it never had one. @throws OpsdeckError NOT_FOUND */
export async function readNote(cache: CacheReads, id: AccountId): Promise<AccountNote> {
  await requireInCachedPool(cache, id);
  const [note] = await cache.rows(
    sql`select text, version, changed_by as "changedBy", changed_at as "changedAt"
      from account_notes where account_id = ${id}`,
    accountNoteSchema,
  );
  return note ?? { text: '', version: 0, changedBy: null, changedAt: null };
}
