import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import type { MirrorColumn, MirrorIndex, MirrorKind, MirrorTable, TextCondition } from './mirror-table.ts';

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

type Property<Table extends PgTable> = keyof Table['_']['columns'] & string;
type PropertyCondition<Table extends PgTable> = {
  readonly column: Property<Table>;
  readonly in: readonly string[];
};

/**
 * Declares that a Postgres table is kept in the local cache. This is all there is to do for a table: its change capture is
 * installed at the next start, its SQLite twin and its part of the sync follow from the schema.
 *
 * `without` names columns that stay in Postgres: secrets, and what no page reads. `indexes` are the cache's own, by name.
 * `window` says that the people at a device may keep less than everything, and of which rows.
 *
 * @throws Error for a column type the cache has no place for: a mistake in the program.
 */
export function mirror<Table extends PgTable>(
  table: Table,
  options: {
    readonly indexes?: Readonly<Record<string, readonly Property<Table>[]>>;
    /** Indexes of some rows only. */
    readonly partialIndexes?: Readonly<
      Record<
        string,
        { readonly columns: readonly Property<Table>[]; readonly where: PropertyCondition<Table> }
      >
    >;
    readonly without?: readonly Property<Table>[];
    readonly window?: {
      readonly column: Property<Table>;
      readonly keep?: PropertyCondition<Table>;
      readonly alsoOutside?: readonly Property<Table>[];
    };
    /** Where the workspace's ID is not in `workspace_id`. */
    readonly workspaceColumn?: string;
  } = {},
): MirrorTable {
  const { name, primaryKeys } = getTableConfig(table);
  const byProperty: Readonly<Record<string, PgColumn>> = getTableColumns(table);
  const {
    workspaceColumn = 'workspace_id',
    without = [],
    indexes = {},
    partialIndexes = {},
    window,
  } = options;
  const named = (property: string): string => byProperty[property]?.name ?? property;
  const conditionOn = (condition: PropertyCondition<Table>): TextCondition => ({
    column: named(condition.column),
    in: condition.in,
  });
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
    indexes: [
      ...Object.entries(indexes).map(([index, properties]): MirrorIndex => ({
        name: index,
        columns: properties.map(named),
      })),
      ...Object.entries(partialIndexes).map(([index, { columns: properties, where }]): MirrorIndex => ({
        name: index,
        columns: properties.map(named),
        where: conditionOn(where),
      })),
    ],
    ...(window === undefined
      ? {}
      : {
          window: {
            column: named(window.column),
            ...(window.keep === undefined ? {} : { keep: conditionOn(window.keep) }),
            ...(window.alsoOutside === undefined ? {} : { alsoOutside: window.alsoOutside.map(named) }),
          },
        }),
    scope: { kind: 'all' },
  };
}

function mirrorColumn(table: string, column: PgColumn): MirrorColumn {
  const type = column.getSQLType();
  const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
  if (kind === undefined) throw new Error(`${table}.${column.name} of type ${type} cannot be mirrored`);
  return { name: column.name, kind };
}
