import { sql } from 'drizzle-orm';
import type { OperatorId } from '#contract/ids.ts';
import { type SavedView, savedViewSchema } from '#contract/views.ts';
import type { Cache } from '../../cache/cache.ts';
import { jsonText } from '../../cache/json-text.ts';

const rowSchema = savedViewSchema.extend({ state: jsonText(savedViewSchema.shape.state) });

/** The operator's views of one grid, by name. */
export function listViews(cache: Pick<Cache, 'rows'>, owner: OperatorId, grid: string): Promise<SavedView[]> {
  return cache.rows(
    sql`select id, grid, name, state from saved_views
      where operator_id = ${owner} and grid = ${grid} order by name`,
    rowSchema,
  );
}
