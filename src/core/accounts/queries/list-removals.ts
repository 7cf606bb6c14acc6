import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { accountRemovalsContract, Removal } from '#contract/account-removals.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { type RemovalId, removalIdSchema } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import type { Workspace } from '../../workspaces/workspace.ts';

type Input = z.output<typeof accountRemovalsContract.removals.input>;

/** The removals on record, newest first, and how many there are. */
export async function listRemovals(
  workspace: Workspace,
  { offset, limit }: Input,
): Promise<{ rows: Removal[]; total: number }> {
  const [rows, counted] = await Promise.all([
    selectRemovals(workspace, sql`true`, offset, limit),
    workspace.database.execute<{ total: string }>(
      sql`select count(*) as total from account_removals where workspace_id = ${workspace.id}`,
    ),
  ]);
  return { rows, total: Number(counted.rows[0]?.total ?? 0) };
}

/** @throws OpsdeckError NOT_FOUND */
export async function getRemoval(workspace: Workspace, id: RemovalId): Promise<Removal> {
  const [removal] = await selectRemovals(workspace, sql`removal.id = ${id}`, 0, 1);
  if (removal === undefined) throw new OpsdeckError('NOT_FOUND', { what: 'This removal' });
  return removal;
}

/** An account of a removal, as `item` and `account`, that `restore` would bring back. */
export const isRestorable = sql`(account.removed_at = removal.removed_at
  and exists (select from account_sessions session
    where session.workspace_id = account.workspace_id and session.account_id = account.id)
  and not exists (select from account_log_outs begun
    where begun.workspace_id = item.workspace_id and begun.removal_id = item.removal_id
      and begun.account_id = item.account_id and begun.begun_at is not null))`;

async function selectRemovals(
  workspace: Workspace,
  condition: SQL,
  offset: number,
  limit: number,
): Promise<Removal[]> {
  const { rows } = await workspace.database.execute<{
    id: string;
    removed_at: Date;
    removed_by: string;
    accounts: number;
    log_out: boolean;
    restored_at: Date | null;
    restored_by: string | null;
    restored: number;
    restorable: string;
    waiting: string;
    ended: string;
    given_up: string;
  }>(sql`
    select removal.id, removal.removed_at, removal.removed_by, removal.accounts, removal.log_out, removal.restored_at,
      removal.restored_by, removal.restored, still.restorable, log_outs.*
    from (
      select * from account_removals removal
      where removal.workspace_id = ${workspace.id} and ${condition}
      order by removal.removed_at desc, removal.id limit ${limit} offset ${offset}
    ) removal
    cross join lateral (
      select count(*) as restorable from account_removal_items item
      join accounts account on account.workspace_id = item.workspace_id and account.id = item.account_id
      where item.workspace_id = removal.workspace_id and item.removal_id = removal.id and ${isRestorable}
    ) still
    cross join lateral (
      select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'ended') as ended,
        count(*) filter (where state = 'given_up') as given_up
      from account_log_outs log_out
      where log_out.workspace_id = removal.workspace_id and log_out.removal_id = removal.id
    ) log_outs
    order by removal.removed_at desc, removal.id`);
  return rows.map((row) => ({
    id: removalIdSchema.parse(row.id),
    removedAt: instant(new Date(row.removed_at)),
    removedBy: row.removed_by,
    accounts: row.accounts,
    restorable: Number(row.restorable),
    restored: row.restored,
    restoredAt: row.restored_at && instant(new Date(row.restored_at)),
    restoredBy: row.restored_by,
    logOuts: row.log_out
      ? { waiting: Number(row.waiting), ended: Number(row.ended), given_up: Number(row.given_up) }
      : null,
  }));
}
