import type { MirrorColumn, MirrorIndex, MirrorKind, MirrorTable, TextCondition } from './mirror-table.ts';
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

/** What a cache knows about itself, beside its tables. `days` is null where a table is kept as a whole. */
export const bookkeepingDdl = `
  create table cache_facts (name text primary key, value text not null) strict, without rowid;
  create table cache_tables (
    name text primary key, rows integer not null default 0, last_change_at integer, days integer
  ) strict, without rowid;`;

/** The table of a mirror, and, when it can be cut to a window, the one with what its rollups need of the other rows. */
export function tableDdl(table: MirrorTable, neededOutside: readonly string[]): string {
  const main = createTable(table.name, table.columns, table.key);
  if (table.window === undefined) return main;
  return `${main}\n${createTable(outsideName(table), outsideColumns(table, neededOutside), table.key)}`;
}

/** The indexes of a mirror, and those that its rows outside the window can have as well: sums read them by the same columns. */
export function indexDdl(table: MirrorTable, neededOutside: readonly string[]): string {
  const outside = new Set(outsideColumns(table, neededOutside).map(({ name }) => name));
  const outsideToo = (index: MirrorIndex): boolean =>
    table.window !== undefined &&
    index.where === undefined &&
    index.columns.every((column) => outside.has(column));
  return table.indexes
    .flatMap((index) => [
      createIndex(index.name, table.name, index),
      ...(outsideToo(index) ? [createIndex(`${index.name}_outside`, outsideName(table), index)] : []),
    ])
    .join('\n');
}

function createIndex(name: string, table: string, { columns, where }: MirrorIndex): string {
  const condition = where === undefined ? '' : ` where ${oneOfTexts(where)}`;
  return `create index ${quoteName(name)} on ${quoteName(table)} (${columns.map(quoteName).join(', ')})${condition};`;
}

/** The condition as SQL. SQLite uses a partial index only for a query with the very same words in it. */
export function oneOfTexts({ column, in: values }: TextCondition): string {
  return `${quoteName(column)} in (${values.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ')})`;
}

export function outsideName(table: MirrorTable): string {
  return `${table.name}_outside`;
}

/** The key, the column that tells whether a row is in the window, what the rollups need, and what else is declared. */
export function outsideColumns(table: MirrorTable, needed: readonly string[]): readonly MirrorColumn[] {
  const { window } = table;
  const declared = window === undefined ? [] : [window.column, ...(window.alsoOutside ?? [])];
  const kept = new Set([...table.key, ...declared, ...needed]);
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
