import type { Database, Statement } from 'better-sqlite3';
import type { MirrorTable } from './mirror-table.ts';
import { quoteName } from './quote-name.ts';
import type { RowValue } from './rollups/rollup.ts';
import { smallIntegersAsNumbers } from './sqlite-integers.ts';

type SideOptions = {
  readonly name: string;
  /** Those of the mirror's columns that it has, in their order. */
  readonly columns: readonly string[];
  /** What has to be known of a row before it changes. */
  readonly needed: readonly string[];
};

/**
 * One SQLite table of a mirror: the one inside the window, or the one with what is left of the rows outside. It is given whole
 * rows of the mirror.
 */
export class TableSide {
  /** Where its columns are in a row of the mirror; all of them in their order where there is nothing to pick. */
  readonly #positions: readonly number[] | null;
  readonly #insert: Statement;
  readonly #put: Statement;
  readonly #read: Statement;
  readonly #remove: Statement;
  /** Sets what no index has, or is null where there is no such column. */
  readonly #update: Statement | null;
  readonly #updated: readonly number[];
  /** What the indexes are made of: where it is in a row of the mirror, and in what `read` gives. */
  readonly #indexed: readonly { readonly at: number; readonly read: number }[];
  readonly #isSingleton: boolean;

  constructor(database: Database, mirror: MirrorTable, { name, columns, needed }: SideOptions) {
    const { key } = mirror;
    const position = (column: string): number => mirror.columns.findIndex((each) => each.name === column);
    this.#positions = columns.length === mirror.columns.length ? null : columns.map(position);
    this.#isSingleton = key.length === 0;
    const table = quoteName(name);
    const where = key.length === 0 ? 'true' : key.map((column) => `${quoteName(column)} = ?`).join(' and ');
    const values = `values (${list(columns.length, () => '?')})`;
    const rest = columns.filter((column) => !key.includes(column));
    const overwrite =
      rest.length === 0
        ? 'do nothing'
        : `do update set ${rest.map((column) => `${quoteName(column)} = excluded.${quoteName(column)}`).join(', ')}`;
    const conflict = key.length === 0 ? '' : `on conflict (${key.map(quoteName).join(', ')}) ${overwrite}`;
    this.#insert = database.prepare(`insert into ${table} ${values}`);
    this.#put = database.prepare(`insert into ${table} ${values} ${conflict}`);
    const indexed = indexedColumns(mirror).filter((column) => rest.includes(column));
    const read = [...needed, ...indexed];
    this.#indexed = indexed.map((column, nth) => ({ at: position(column), read: needed.length + nth }));
    this.#read = database
      .prepare(
        `select ${read.length === 0 ? '1' : read.map(quoteName).join(', ')} from ${table} where ${where}`,
      )
      .raw()
      .safeIntegers();
    this.#remove = database.prepare(`delete from ${table} where ${where}`);
    const plain = rest.filter((column) => !indexed.includes(column));
    this.#updated = plain.map(position);
    this.#update =
      plain.length === 0 || key.length === 0
        ? null
        : database.prepare(
            `update ${table} set ${plain.map((column) => `${quoteName(column)} = ?`).join(', ')} where ${where}`,
          );
  }

  insert(row: readonly RowValue[]): void {
    this.#insert.run(this.#own(row));
  }

  /**
   * Takes a row that is new or changed; `before` is what `read` gave. SQLite writes every index anew of which a column is set, be it
   * to what it was: where none of them changes, the others are set alone.
   */
  put(row: readonly RowValue[], key: readonly RowValue[], before: readonly RowValue[] | null): void {
    if (this.#isSingleton) this.#remove.run(key);
    const stays = before !== null && this.#indexed.every(({ at, read }) => row[at] === before[read]);
    if (stays && this.#update !== null) {
      this.#update.run([...this.#updated.map((at) => row[at] ?? null), ...key]);
    } else this.#put.run(this.#own(row));
  }

  /** The needed columns of the row, then those that its indexes are made of; null when there is no such row. */
  read(key: readonly RowValue[]): readonly RowValue[] | null {
    // SQLite's answer has as many values as were asked for, and only such as were put in.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const row = this.#read.get(key) as RowValue[] | undefined;
    return row === undefined ? null : smallIntegersAsNumbers(row);
  }

  remove(key: readonly RowValue[]): void {
    this.#remove.run(key);
  }

  #own(row: readonly RowValue[]): readonly RowValue[] {
    return this.#positions === null ? row : this.#positions.map((at) => row[at] ?? null);
  }
}

/** What decides about a row's place in the indexes: their columns, and those of the conditions of partial ones. */
function indexedColumns({ indexes }: MirrorTable): readonly string[] {
  return [
    ...new Set(
      indexes.flatMap(({ columns, where }) => (where === undefined ? columns : [...columns, where.column])),
    ),
  ];
}

export function list(count: number, item: () => string): string {
  return Array.from({ length: count }, item).join(', ');
}
