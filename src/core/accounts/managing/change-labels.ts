import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { type AccountSelection, labelLimit } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { type LabelChangeId, labelChangeIdSchema, type WorkspaceId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { matchingSelection } from '../matching-accounts.ts';
import { accountLabelChanges, accounts } from '../schema.ts';

/** The undo is offered for 10 s; this leaves room for somebody who holds the clock. */
const undoKeptMinutes = 10;

type LabelChange = {
  readonly changedBy: string;
  readonly selection: AccountSelection;
  readonly add: readonly string[];
  readonly remove: readonly string[];
};

/**
 * Adds and takes away labels of the selected accounts, as they are at this instant. Labels keep the order in which they came;
 * one that is both added and taken away is added.
 *
 * @throws OpsdeckError INVALID_INPUT, and nothing is changed, when an account would have more labels than it can
 */
export function changeLabels(
  workspace: Workspace,
  change: LabelChange,
): Promise<{ changeId: LabelChangeId; changed: number }> {
  return inTransaction(workspace.database, (transaction) =>
    changeLabelsIn(transaction, workspace.id, change),
  );
}

/** `changeLabels` as a part of a transaction. */
export async function changeLabelsIn(
  transaction: Transaction,
  workspaceId: WorkspaceId,
  { changedBy, selection, add, remove }: LabelChange,
): Promise<{ changeId: LabelChangeId; changed: number }> {
  const changeId = labelChangeIdSchema.parse(randomUUID());
  const gone = remove.filter((label) => !add.includes(label));
  const after = sql`array(
    select label from unnest(array(
      select kept from unnest(${accounts.labels}) with ordinality as present(kept, place)
      where kept <> all(${sql.param(gone)}::text[]) order by place
    ) || ${sql.param(add)}::text[]) with ordinality as label_at(label, place)
    group by label order by min(place))`;
  await transaction.execute(sql`
      delete from account_label_change_items item using account_label_changes change
      where change.workspace_id = ${workspaceId}
        and change.changed_at < now() - make_interval(mins => ${undoKeptMinutes})
        and item.workspace_id = change.workspace_id and item.change_id = change.id`);
  await transaction.insert(accountLabelChanges).values({
    workspaceId,
    id: changeId,
    changedBy,
    added: [...add],
    takenAway: [...gone],
    accounts: 0,
  });
  const { rows } = await transaction.execute<{ too_many: boolean }>(sql`
      with target as (
        select id, labels as before, ${after} as after from ${accounts}
        where ${matchingSelection(workspaceId, selection)} and ${accounts.labels} <> ${after}
        for no key update
      ), changed as (
        update accounts account set labels = target.after from target
        where account.workspace_id = ${workspaceId} and account.id = target.id
        returning account.id, target.before, target.after
      )
      insert into account_label_change_items (workspace_id, change_id, account_id, before, after)
      select ${workspaceId}, ${changeId}, id, before, after from changed
      returning cardinality(after) > ${labelLimit} as too_many`);
  if (rows.some((row) => row.too_many)) {
    throw new OpsdeckError('INVALID_INPUT', {
      problem: `an account can have at most ${labelLimit} labels`,
    });
  }
  await transaction
    .update(accountLabelChanges)
    .set({ accounts: rows.length })
    .where(and(eq(accountLabelChanges.workspaceId, workspaceId), eq(accountLabelChanges.id, changeId)));
  return { changeId, changed: rows.length };
}
