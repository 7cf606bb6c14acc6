import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { savedViewIdSchema } from '#contract/ids.ts';
import { type ViewPage, viewPages } from '#contract/view-pages.ts';
import { viewStateSchema } from '#contract/view-state.ts';
import type { SavedView } from '#contract/views.ts';
import { booleanColumn } from '../../cache/boolean-column.ts';
import type { Cache } from '../../cache/cache.ts';
import { jsonText } from '../../cache/json-text.ts';
import type { Caller } from '../../rpc/caller.ts';

/** A state that an earlier version let through and this one does not is no reason to show nothing: the page as it is. */
const state = jsonText(viewStateSchema.catch({}));

const viewRow = z.object({
  id: savedViewIdSchema,
  version: z.int(),
  page: z.enum(viewPages),
  name: z.string(),
  state,
  shared: booleanColumn,
  owner: z.string(),
  mine: booleanColumn,
  isDefault: booleanColumn,
});

/** The caller's own views of a page and those that are shared, by name. */
export async function listViews(
  cache: Pick<Cache, 'rows'>,
  { operatorId, role }: Caller,
  page: ViewPage,
): Promise<SavedView[]> {
  const rows = await cache.rows(
    sql`select v.id, v.version, v.grid as page, v.name, v.state, v.shared, coalesce(o.name, '') as owner,
        v.operator_id = ${operatorId} as mine, d.view_id is not null as isDefault
      from saved_views v left join operators o on o.id = v.operator_id
        left join view_defaults d on d.operator_id = ${operatorId} and d.page = v.grid and d.view_id = v.id
      where v.grid = ${page} and (v.operator_id = ${operatorId} or v.shared)
      order by fold(v.name), v.name, v.id`,
    viewRow,
  );
  return rows.map((view) => ({ ...view, mayChange: view.mine || role === 'admin' }));
}

const defaultRow = z.object({ page: z.enum(viewPages), id: savedViewIdSchema, state });

/** What each page opens with for the operator. One that is no longer shared with them is none. */
export function listDefaults(
  cache: Pick<Cache, 'rows'>,
  { operatorId }: Pick<Caller, 'operatorId'>,
): Promise<z.output<typeof defaultRow>[]> {
  return cache.rows(
    sql`select d.page, v.id, v.state from view_defaults d join saved_views v on v.id = d.view_id
      where d.operator_id = ${operatorId} and (v.operator_id = ${operatorId} or v.shared)
        and d.page in ${[...viewPages]} order by d.page`,
    defaultRow,
  );
}
