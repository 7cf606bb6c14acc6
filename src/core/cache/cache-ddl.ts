import type { MirrorColumn, MirrorKind, MirrorTable } from './mirror-table.ts';
import { quoteName } from './quote-name.ts';

const types: Readonly<Record<MirrorKind, 'INTEGER' | 'TEXT' | 'REAL'>> = {
  integer: 'INTEGER',
  instant: 'INTEGER',
  boolean: 'INTEGER',
  text: 'TEXT',
  uuid: 'TEXT',
  real: 'REAL',
  'as-text': 'TEXT',
  'as-json': 'TEXT',
};

/** What a cache knows about itself, beside its tables. */
export const bookkeepingDdl = `
  create table cache_facts (name text primary key, value text not null) strict, without rowid;
  create table cache_tables (
    name text primary key, rows integer not null default 0, last_change_at integer
  ) strict, without rowid;`;

/** The table of a mirror, and, when only a window of it is kept, the one with what its rollups need of the other rows. */
export function tableDdl(table: MirrorTable, neededOutside: readonly string[]): string {
  const main = createTable(table.name, table.columns, table.key);
  if (table.scope.kind === 'all') return main;
  return `${main}\n${createTable(outsideName(table), outsideColumns(table, neededOutside), table.key)}`;
}

export function indexDdl(table: MirrorTable): string {
  return table.indexes
    .map(
      ({ name, columns }) =>
        `create index ${quoteName(name)} on ${quoteName(table.name)} (${columns.map(quoteName).join(', ')});`,
    )
    .join('\n');
}

export function outsideName(table: MirrorTable): string {
  return `${table.name}_outside`;
}

/** The key, the column that tells whether a row is in the window, and what the rollups need. */
export function outsideColumns(table: MirrorTable, needed: readonly string[]): readonly MirrorColumn[] {
  const time = table.scope.kind === 'window' ? [table.scope.column] : [];
  const kept = new Set([...table.key, ...time, ...needed]);
  return table.columns.filter(({ name }) => kept.has(name));
}

function createTable(name: string, columns: readonly MirrorColumn[], key: readonly string[]): string {
  const [only] = key;
  const isRowId =
    key.length === 1 && columns.some((column) => column.name === only && types[column.kind] === 'INTEGER');
  const parts = columns.map(
    (column) =>
      `${quoteName(column.name)} ${types[column.kind]}${isRowId && column.name === only ? ' primary key' : ''}`,
  );
  if (!isRowId && key.length > 0) parts.push(`primary key (${key.map(quoteName).join(', ')})`);
  const options = isRowId || key.length === 0 ? 'strict' : 'strict, without rowid';
  return `create table ${quoteName(name)} (${parts.join(', ')}) ${options};`;
}
