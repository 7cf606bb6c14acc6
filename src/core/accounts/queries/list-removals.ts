import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  type accountRemovalsContract,
  type LogOutState,
  type Removal,
  removalSchema,
} from '#contract/account-removals.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { RemovalId } from '#contract/ids.ts';
import type { CacheReads } from '../../cache/cache.ts';

type Input = z.output<typeof accountRemovalsContract.removals.input>;

const rowSchema = removalSchema.omit({ logOuts: true }).extend({
  logOut: z.int(),
  waiting: z.int(),
  ended: z.int(),
  givenUp: z.int(),
});

/** The removals on record, newest first, and how many there are. */
export async function listRemovals(
  cache: CacheReads,
  { offset, limit }: Input,
): Promise<{ rows: Removal[]; total: number }> {
  const [rows, [counted]] = await cache.together<[z.output<typeof rowSchema>, { readonly total: number }]>([
    {
      sql: removalsWhere(sql`order by removed_at desc, id limit ${limit} offset ${offset}`),
      row: rowSchema,
    },
    { sql: sql`select count(*) as total from account_removals`, row: z.object({ total: z.int() }) },
  ]);
  return { rows: rows.map(toRemoval), total: counted?.total ?? 0 };
}

/** @throws OpsdeckError NOT_FOUND */
export async function getRemoval(cache: CacheReads, id: RemovalId): Promise<Removal> {
  const [row] = await cache.rows(removalsWhere(sql`where id = ${id}`), rowSchema);
  if (row === undefined) throw new OpsdeckError('NOT_FOUND', { what: 'This removal' });
  return toRemoval(row);
}

/** An account of a removal, as `item` and `account`, that `restore` would bring back. */
export const isRestorable = sql`(account.removed_at = removal.removed_at and account.has_session
  and not exists (select 1 from account_log_outs as begun
    where begun.removal_id = item.removal_id and begun.account_id = item.account_id and begun.begun_at is not null))`;

function removalsWhere(chosen: SQL): SQL {
  return sql`select removal.id, removal.removed_at as "removedAt", removal.removed_by as "removedBy", removal.accounts,
      removal.log_out as "logOut", removal.restored_at as "restoredAt", removal.restored_by as "restoredBy",
      removal.restored, (
        select count(*) from account_removal_items as item join accounts as account on account.id = item.account_id
        where item.removal_id = removal.id and ${isRestorable}) as restorable,
      ${countLogOuts('waiting')} as waiting, ${countLogOuts('ended')} as ended, ${countLogOuts('given_up')} as "givenUp"
    from (select * from account_removals ${chosen}) as removal
    order by removal.removed_at desc, removal.id`;
}

function countLogOuts(state: LogOutState): SQL {
  return sql`(select count(*) from account_log_outs as log_out
    where log_out.removal_id = removal.id and log_out.state = ${state})`;
}

function toRemoval({ logOut, waiting, ended, givenUp, ...removal }: z.output<typeof rowSchema>): Removal {
  return { ...removal, logOuts: logOut === 0 ? null : { waiting, ended, given_up: givenUp } };
}
