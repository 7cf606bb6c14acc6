import { z } from 'zod';
import { accountFilterSchema } from '#contract/accounts.ts';
import { sortToText } from '../../components/data-grid/sort-text.ts';
import { filterToSearch } from './pool-search.ts';

const sortSchema = z.object({ column: z.string(), descending: z.boolean() });

/** A saved view as a URL. What another version saved and this one does not know falls back to the whole pool. */
export function savedViewToSearch(view: { readonly sort: unknown; readonly filters: unknown }) {
  const filter = accountFilterSchema.safeParse(view.filters);
  const sort = sortSchema.safeParse(view.sort);
  return {
    ...filterToSearch(filter.success ? filter.data : accountFilterSchema.parse({})),
    sort: sort.success ? sortToText(sort.data) : undefined,
  };
}
