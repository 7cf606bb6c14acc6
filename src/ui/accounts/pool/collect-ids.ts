import type { TRPCClient } from '@trpc/client';
import type { AccountFilter } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import type { AppRouter } from '#contract/router-type.ts';
import type { GridSelection } from '../../components/data-grid/grid-types.ts';

/** The most the contract gives at once. */
const idsAtOnce = 500;

/**
 * The IDs behind a selection. Removing names its accounts, so that it takes exactly those that were shown and the undo
 * brings back the same ones: "all that match" is read in the order of the IDs, which does not change meanwhile.
 */
export async function collectIds(
  client: TRPCClient<AppRouter>,
  selection: GridSelection<AccountId>,
  filter: AccountFilter,
): Promise<readonly AccountId[]> {
  if (selection.kind === 'none') return [];
  if (selection.kind === 'ids') return [...selection.ids];
  const ids: AccountId[] = [];
  for (;;) {
    const { rows, total } = await client.accounts.list.query({
      filter,
      sort: { column: 'id', descending: false },
      offset: ids.length,
      limit: idsAtOnce,
    });
    ids.push(...rows.map((row) => row.id));
    if (rows.length === 0 || ids.length >= total) return ids;
  }
}
