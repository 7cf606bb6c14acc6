import { asc, count, desc, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Account, accountsContract } from '#contract/accounts.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accountColumns, accountFromRow } from '../account-columns.ts';
import { matchingFilter } from '../matching-accounts.ts';
import type { LeaseHolder } from '../leases/lease-holder.ts';
import { holdersOf } from '../managing/holders.ts';
import { accounts } from '../schema.ts';
import { sameAccounts } from './same-accounts.ts';

type Input = z.output<typeof accountsContract.list.input>;

/** One page of the pool and how many rows there are in all. Ties are broken by ID; unknown values come last. */
export async function listAccounts(
  workspace: Workspace,
  { filter, sort, offset, limit }: Input,
  here?: LeaseHolder,
): Promise<{ rows: Account[]; total: number }> {
  const condition = matchingFilter(workspace.id, filter);
  const column = accountColumns[sort.column];
  const order = sort.descending ? sql`${column} desc nulls last` : sql`${column} asc nulls last`;
  const [rows, [counted]] = await Promise.all([
    workspace.database
      .select(accountColumns)
      .from(accounts)
      .where(condition)
      .orderBy(order, sort.descending ? desc(accounts.id) : asc(accounts.id))
      .limit(limit)
      .offset(offset),
    workspace.database.select({ total: count() }).from(accounts).where(condition),
  ]);
  const ids = rows.map((row) => row.id);
  const [holders, same] = await Promise.all([holdersOf(workspace, ids, here), sameAccounts(workspace, ids)]);
  return {
    rows: rows.map((row) => accountFromRow(row, holders.get(row.id) ?? null, same.get(row.id))),
    total: counted?.total ?? 0,
  };
}
