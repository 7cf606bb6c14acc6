import type { MirrorTable } from '../cache/mirror-table.ts';
import { quoteName } from '../cache/quote-name.ts';

/**
 * The condition, on a row of `sync_tombstones`, that it is of this table and that a row with its key is there (again). The key's
 * parts are text; the table's own row type turns them back into what its index is made of.
 */
export function rowIsBack({ name, workspaceColumn, key }: MirrorTable, workspaceId: string): string {
  const table = quoteName(name);
  const parts = key.map((column, at) => `'${column}', sync_tombstones.key -> ${at}`).join(', ');
  const same = key.map((column) => ` and kept.${quoteName(column)} = buried.${quoteName(column)}`).join('');
  return `(table_name = '${name}' and exists (
    select from ${table} kept, jsonb_populate_record(null::${table}, jsonb_build_object(${parts})) buried
      where kept.${quoteName(workspaceColumn)} = '${workspaceId}'${same}))`;
}
