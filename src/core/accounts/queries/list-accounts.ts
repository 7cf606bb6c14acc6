import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Account, accountsContract } from '#contract/accounts.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { accountFromRow, accountRowSchema, accountSelect, sortedColumn } from '../cached-account.ts';
import type { LeaseHolder } from '../leases/lease-holder.ts';
import { cachedFilter } from '../matching-in-cache.ts';

type Input = z.output<typeof accountsContract.list.input>;

/** One page of the pool and how many rows there are in all. Ties are broken by ID; unknown values come last. */
export async function listAccounts(
  cache: CacheReads,
  { filter, sort, offset, limit }: Input,
  here?: LeaseHolder,
): Promise<{ rows: Account[]; total: number }> {
  const condition = cachedFilter(filter);
  const direction = sort.descending ? sql`desc` : sql`asc`;
  const [rows, [counted]] = await cache.together<
    [z.output<typeof accountRowSchema>, { readonly total: number }]
  >([
    {
      sql: sql`select ${accountSelect(Date.now())} from accounts where ${condition}
        order by ${sortedColumn[sort.column]} ${direction} nulls last, accounts.id ${direction}
        limit ${limit} offset ${offset}`,
      row: accountRowSchema,
    },
    {
      sql: sql`select count(*) as total from accounts where ${condition}`,
      row: z.object({ total: z.int() }),
    },
  ]);
  return { rows: rows.map((row) => accountFromRow(row, here)), total: counted?.total ?? 0 };
}
