import { z } from 'zod';
import { accountSortColumns, standingSchema, type AccountFilter, type Standing } from '#contract/accounts.ts';
import { accountIdSchema } from '#contract/ids.ts';
import { instantSchema } from '#contract/time.ts';
import { sortFromText } from '../../components/data-grid/sort-text.ts';
import { accountParts } from '../detail/account-parts.ts';

/** What of the accounts page stands in its URL. A part that was edited into nonsense falls back alone. */
export const poolSearchSchema = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  standing: z.array(standingSchema).optional().catch(undefined),
  label: z.array(z.coerce.string().max(64)).max(50).optional().catch(undefined),
  full: z.boolean().optional().catch(undefined),
  /** Of which a check has found another standing from then on. */
  since: instantSchema.optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  account: accountIdSchema.optional().catch(undefined),
  /** Which part of the open account is shown. */
  part: z.enum(accountParts).optional().catch(undefined),
  /** The dialog that adds an account is open. */
  add: z.boolean().optional().catch(undefined),
});
export type PoolSearch = z.infer<typeof poolSearchSchema>;

/** The oldest check first would hide what matters; the ID is what people know and never changes. */
const defaultSort = { column: 'id', descending: false } as const;

export function poolSort(search: PoolSearch) {
  return sortFromText(search.sort, accountSortColumns, defaultSort);
}

export function poolFilter(search: PoolSearch): AccountFilter {
  return {
    search: search.q?.trim() ?? '',
    standings: search.standing ?? [],
    labels: search.label ?? [],
    full: search.full ?? false,
    changedSince: search.since ?? null,
  };
}

export function isFiltered(filter: AccountFilter): boolean {
  const { search, standings, labels, full, changedSince } = filter;
  return search !== '' || standings.length > 0 || labels.length > 0 || full || changedSince !== null;
}

export const noFilter = {
  q: undefined,
  standing: undefined,
  label: undefined,
  full: undefined,
  since: undefined,
} as const;

/** The filter as it goes into the URL: what is not set is not there. */
export function filterToSearch(filter: AccountFilter) {
  return {
    q: filter.search === '' ? undefined : filter.search,
    standing: filter.standings.length === 0 ? undefined : filter.standings,
    label: filter.labels.length === 0 ? undefined : filter.labels,
    full: filter.full ? true : undefined,
    since: filter.changedSince ?? undefined,
  };
}

export function sameStandings(one: readonly Standing[], other: readonly Standing[]): boolean {
  return one.length === other.length && one.every((standing) => other.includes(standing));
}
