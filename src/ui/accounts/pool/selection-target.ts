import type { AccountFilter, AccountSelection } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import type { GridSelection } from '../../components/data-grid/grid-types.ts';

/** What the grid has selected, in the contract's words; null when nothing is. */
export function selectionTarget(
  selection: GridSelection<AccountId>,
  filter: AccountFilter,
): AccountSelection | null {
  switch (selection.kind) {
    case 'none':
      return null;
    case 'ids':
      return { kind: 'ids', ids: [...selection.ids] };
    case 'filter':
      return { kind: 'filter', filter };
  }
}
