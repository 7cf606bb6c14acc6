import { sql } from 'drizzle-orm';
import type { Account } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { accountFromRow, accountRowSchema, accountSelect } from '../cached-account.ts';
import type { LeaseHolder } from '../leases/lease-holder.ts';

/** One account, with the console that has it connected. @throws OpsdeckError NOT_FOUND when the account is not in the pool. */
export async function getAccount(cache: CacheReads, id: AccountId, here?: LeaseHolder): Promise<Account> {
  const [row] = await cache.rows(
    sql`select ${accountSelect(Date.now())} from accounts where accounts.id = ${id} and accounts.removed_at is null`,
    accountRowSchema,
  );
  if (row === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Account ${id}` });
  return accountFromRow(row, here);
}
