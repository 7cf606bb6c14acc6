import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import type { MirrorColumn, MirrorKind, MirrorScope, MirrorTable } from './mirror-table.ts';

const kinds: readonly (readonly [RegExp, MirrorKind])[] = [
  [/^(smallint|integer|bigint|serial|bigserial)$/, 'integer'],
  [/^timestamp.* with time zone$/, 'instant'],
  [/^boolean$/, 'boolean'],
  [/^(text|varchar.*|char.*)$/, 'text'],
  [/^uuid$/, 'uuid'],
  [/^(real|double precision)$/, 'real'],
  [/^(numeric.*|date)$/, 'as-text'],
  [/^(jsonb|json|.*\[\d*\])$/, 'as-json'],
];

/**
 * Declares that a Postgres table is kept in the local cache. This is all there is to do for a table: its change capture is
 * installed at the next start, its SQLite twin and its part of the sync follow from the schema.
 *
 * `without` names columns that stay in Postgres: secrets, and what no page reads. `indexes` are the cache's own, by name.
 *
 * @throws Error for a column type the cache has no place for: a mistake in the program.
 */
export function mirror<Table extends PgTable>(
  table: Table,
  options: {
    readonly indexes?: Readonly<Record<string, readonly (keyof Table['_']['columns'] & string)[]>>;
    readonly without?: readonly (keyof Table['_']['columns'] & string)[];
    readonly scope?: MirrorScope;
    /** Where the workspace's ID is not in `workspace_id`. */
    readonly workspaceColumn?: string;
  } = {},
): MirrorTable {
  const { name, primaryKeys } = getTableConfig(table);
  const byProperty: Readonly<Record<string, PgColumn>> = getTableColumns(table);
  const { workspaceColumn = 'workspace_id', without = [], indexes = {}, scope = { kind: 'all' } } = options;
  const named = (property: string): string => byProperty[property]?.name ?? property;
  const columns = Object.entries(byProperty)
    .filter(([property, column]) => !without.includes(property) && column.name !== workspaceColumn)
    .map(([, column]) => mirrorColumn(name, column));
  const key = (primaryKeys[0]?.columns ?? Object.values(byProperty).filter((column) => column.primary))
    .map((column) => column.name)
    .filter((column) => column !== workspaceColumn);
  return {
    name,
    workspaceColumn,
    columns,
    key,
    indexes: Object.entries(indexes).map(([index, properties]) => ({
      name: index,
      columns: properties.map(named),
    })),
    scope: scope.kind === 'window' ? { ...scope, column: named(scope.column) } : scope,
  };
}

function mirrorColumn(table: string, column: PgColumn): MirrorColumn {
  const type = column.getSQLType();
  const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
  if (kind === undefined) throw new Error(`${table}.${column.name} of type ${type} cannot be mirrored`);
  return { name: column.name, kind };
}
