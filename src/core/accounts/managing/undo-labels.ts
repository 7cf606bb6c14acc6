import { sql } from 'drizzle-orm';
import { labelLimit } from '#contract/accounts.ts';
import type { LabelChangeId } from '#contract/ids.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';

/**
 * Takes a change of labels back, once. An account whose labels are another since loses what the change added and gets back what
 * it took, at the end; one that would then have too many stays as it is.
 */
export function undoLabels(
  workspace: Workspace,
  undoneBy: string,
  changeId: LabelChangeId,
): Promise<{ restored: number }> {
  return inTransaction(workspace.database, async (transaction) => {
    const { rowCount: found } = await transaction.execute(sql`
      update account_label_changes set undone_at = now(), undone_by = ${undoneBy}
      where workspace_id = ${workspace.id} and id = ${changeId} and undone_at is null`);
    if (found === 0) return { restored: 0 };
    const { rowCount } = await transaction.execute(sql`
      with back as (
        select account.id, case when account.labels = item.after then item.before else array(
          select label from unnest(array(
            select kept from unnest(account.labels) with ordinality as present(kept, place)
            where kept <> all(item.after) or kept = any(item.before) order by place
          ) || array(
            select lost from unnest(item.before) with ordinality as past(lost, place)
            where lost <> all(item.after) order by place
          )) with ordinality as label_at(label, place)
          group by label order by min(place)) end as labels
        from account_label_change_items item
        join accounts account on account.workspace_id = item.workspace_id and account.id = item.account_id
        where item.workspace_id = ${workspace.id} and item.change_id = ${changeId} and account.removed_at is null
        for no key update of account
      )
      update accounts account set labels = back.labels from back
      where account.workspace_id = ${workspace.id} and account.id = back.id
        and account.labels <> back.labels and cardinality(back.labels) <= ${labelLimit}`);
    return { restored: rowCount ?? 0 };
  });
}
