import { and, sql } from 'drizzle-orm';
import { type AccountSelection, labelLimit } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { matchingSelection } from '../matching-accounts.ts';
import { accounts } from '../schema.ts';

/**
 * Adds and takes away labels of the selected accounts, as they are at this instant. Labels keep the order in which they came;
 * one that is both added and taken away is added.
 *
 * @throws OpsdeckError INVALID_INPUT, and nothing is changed, when an account would have more labels than it can
 */
export function changeLabels(
  workspace: Workspace,
  selection: AccountSelection,
  add: readonly string[],
  remove: readonly string[],
): Promise<{ changed: number }> {
  const gone = remove.filter((label) => !add.includes(label));
  const after = sql`array(
    select label from unnest(array(
      select kept from unnest(${accounts.labels}) with ordinality as present(kept, place)
      where kept <> all(${sql.param(gone)}::text[]) order by place
    ) || ${sql.param(add)}::text[]) with ordinality as label_at(label, place)
    group by label order by min(place))`;
  return inTransaction(workspace.database, async (transaction) => {
    const changed = await transaction
      .update(accounts)
      .set({ labels: after })
      .where(and(matchingSelection(workspace.id, selection), sql`${accounts.labels} <> ${after}`))
      .returning({ tooMany: sql<boolean>`cardinality(${accounts.labels}) > ${labelLimit}` });
    if (changed.some((account) => account.tooMany)) {
      throw new OpsdeckError('INVALID_INPUT', {
        problem: `an account can have at most ${labelLimit} labels`,
      });
    }
    return { changed: changed.length };
  });
}

/** The labels of the selected accounts with how many of them have each, the most frequent first. */
export async function selectionLabels(
  workspace: Workspace,
  selection: AccountSelection,
): Promise<{ label: string; accounts: number }[]> {
  const { rows } = await workspace.database.execute<{ label: string; accounts: string }>(sql`
    select label, count(*) as accounts
    from ${accounts} cross join unnest(${accounts.labels}) as label
    where ${matchingSelection(workspace.id, selection)}
    group by label order by count(*) desc, label limit 500`);
  return rows.map((row) => ({ label: row.label, accounts: Number(row.accounts) }));
}
