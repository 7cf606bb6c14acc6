import type { Database, Statement } from 'better-sqlite3';
import { outsideColumns, outsideName } from './cache-ddl.ts';
import { keyFromText } from './key-from-text.ts';
import type { MirrorKind, MirrorTable } from './mirror-table.ts';
import { quoteName } from './quote-name.ts';
import { smallIntegersAsNumbers } from './sqlite-integers.ts';
import type { RollupKeeper, RowObserver, RowValue } from './rollups/rollup.ts';

/** As few crossings into SQLite as possible; measured best at about ten rows each. */
const rowsPerInsert = 10;
const flushAtCells = 100_000;

const dayMs = 86_400_000;

/** Writes the rows of one mirrored table and tells the rollups what changed. Its caller has a transaction open. */
export class TableWriter {
  readonly table: MirrorTable;
  readonly #keeper: RollupKeeper;
  readonly #observer: RowObserver | null;
  /** Positions, in a mirrored row, of what the rollups are told. */
  readonly #observed: readonly number[];
  readonly #keyPositions: readonly number[];
  readonly #keyKinds: readonly MirrorKind[];
  readonly #inside: Side;
  readonly #outside: Side | null;
  readonly #timePosition: number;
  readonly #keepPosition: number;
  readonly #keptValues: ReadonlySet<RowValue>;
  #cutoff: number;
  readonly #batch: RowValue[] = [];
  readonly #insertMany: Statement;
  readonly #before: RowValue[];
  readonly #after: RowValue[];
  /** Rows more, or fewer, than when it was last asked. */
  rowsAdded = 0;

  constructor(database: Database, table: MirrorTable, keeper: RollupKeeper, now: number = Date.now()) {
    this.table = table;
    this.#keeper = keeper;
    const needed = keeper.neededColumns(table.name);
    this.#observer = needed.length === 0 ? null : keeper.observe(table.name, needed);
    const position = (name: string): number => table.columns.findIndex((column) => column.name === name);
    this.#observed = this.#observer === null ? [] : needed.map(position);
    this.#keyPositions = table.key.map(position);
    this.#keyKinds = this.#keyPositions.map((at) => table.columns[at]?.kind ?? 'text');
    const all = table.columns.map(({ name }) => name);
    this.#inside = new Side(database, table.name, all, table.key, this.#observer === null ? [] : needed);
    const { scope, window } = table;
    const isCut = scope.kind === 'window' && window !== undefined;
    this.#timePosition = isCut ? position(window.column) : -1;
    this.#keepPosition = isCut && window.keep !== undefined ? position(window.keep.column) : -1;
    this.#keptValues = new Set(window?.keep?.in ?? []);
    this.#cutoff = scope.kind === 'window' ? cutoffOf(scope.days, now) : -Infinity;
    this.#outside =
      isCut && this.#observer !== null
        ? new Side(
            database,
            outsideName(table),
            outsideColumns(table, needed).map(({ name }) => name),
            table.key,
            needed,
          )
        : null;
    this.#insertMany = database.prepare(
      `insert into ${quoteName(table.name)} values ${list(rowsPerInsert, () => `(${list(all.length, () => '?')})`)}`,
    );
    this.#before = this.#observed.map(() => null);
    this.#after = this.#observed.map(() => null);
  }

  /** Takes a row of a first load, which is known to be new. Call `finishLoad` after the last one. */
  load(row: readonly RowValue[]): void {
    this.#tell(null, row);
    this.rowsAdded += 1;
    if (!this.isInside(row)) {
      this.rowsAdded -= 1;
      this.#outside?.insert(row, this.table);
      return;
    }
    const batch = this.#batch;
    for (let position = 0; position < row.length; position += 1) batch.push(row[position] ?? null);
    if (batch.length === rowsPerInsert * row.length) {
      this.#insertMany.run(batch);
      batch.length = 0;
    }
  }

  finishLoad(): void {
    const width = this.table.columns.length;
    for (let from = 0; from < this.#batch.length; from += width) {
      this.#inside.insert(this.#batch.slice(from, from + width), this.table);
    }
    this.#batch.length = 0;
  }

  /** Takes a row that is new or changed. Taking the same row twice changes nothing the second time. */
  put(row: readonly RowValue[]): void {
    const key = this.#keyPositions.map((at) => row[at] ?? null);
    const inside = this.isInside(row);
    const target = inside ? this.#inside : this.#outside;
    const other = inside ? this.#outside : this.#inside;
    let before = this.#inside.read(key);
    if (before !== null) this.rowsAdded -= 1;
    before ??= this.#outside?.read(key) ?? null;
    other?.remove(key);
    this.#tell(before, row);
    target?.put(row, this.table, key);
    if (inside) this.rowsAdded += 1;
  }

  /** Removes the row with that key, given as the text that Postgres writes; does nothing when it is not there. */
  remove(keyTexts: readonly (string | null)[]): void {
    const key = keyTexts.map((part, at) => keyFromText(part, this.#keyKinds[at] ?? 'text'));
    const inside = this.#inside.read(key);
    const before = inside ?? this.#outside?.read(key) ?? null;
    if (before === null) return;
    if (inside !== null) this.rowsAdded -= 1;
    this.#tell(before, null);
    this.#inside.remove(key);
    this.#outside?.remove(key);
  }

  /** Rows older than that are outside from now on; those that are inside have been moved. */
  moveCutoff(cutoff: number): void {
    this.#cutoff = cutoff;
  }

  /** Whether the cache keeps the row in full. */
  isInside(row: readonly RowValue[]): boolean {
    const time = this.#timePosition < 0 ? null : row[this.#timePosition];
    if (time === null || time === undefined || Number(time) >= this.#cutoff) return true;
    return this.#keepPosition >= 0 && this.#keptValues.has(row[this.#keepPosition] ?? null);
  }

  /** `before` has the observed columns only, `after` is a whole row. */
  #tell(before: readonly RowValue[] | null, after: readonly RowValue[] | null): void {
    if (this.#observer === null) return;
    if (before !== null) copyInto(this.#before, before);
    if (after !== null) {
      for (let at = 0; at < this.#observed.length; at += 1)
        this.#after[at] = after[this.#observed[at] ?? 0] ?? null;
    }
    this.#observer.changed(before === null ? null : this.#before, after === null ? null : this.#after);
    if (this.#keeper.pending > flushAtCells) this.#keeper.flush();
  }
}

/** The start of the first day (UTC) that is kept. */
export function cutoffOf(days: number, now: number): number {
  return (Math.floor(now / dayMs) - days) * dayMs;
}

/** One SQLite table of a mirror: the one inside the window, or the one with what is left of the rows outside. */
class Side {
  readonly #columns: readonly string[];
  readonly #insert: Statement;
  readonly #put: Statement;
  readonly #read: Statement;
  readonly #remove: Statement;
  readonly #isSingleton: boolean;

  constructor(
    database: Database,
    name: string,
    columns: readonly string[],
    key: readonly string[],
    needed: readonly string[],
  ) {
    this.#columns = columns;
    this.#isSingleton = key.length === 0;
    const table = quoteName(name);
    const where = key.length === 0 ? 'true' : key.map((column) => `${quoteName(column)} = ?`).join(' and ');
    const values = `values (${list(columns.length, () => '?')})`;
    const rest = columns.filter((column) => !key.includes(column));
    const update =
      rest.length === 0
        ? 'do nothing'
        : `do update set ${rest.map((column) => `${quoteName(column)} = excluded.${quoteName(column)}`).join(', ')}`;
    const conflict = key.length === 0 ? '' : `on conflict (${key.map(quoteName).join(', ')}) ${update}`;
    this.#insert = database.prepare(`insert into ${table} ${values}`);
    this.#put = database.prepare(`insert into ${table} ${values} ${conflict}`);
    const read = needed.length === 0 ? '1' : needed.map(quoteName).join(', ');
    this.#read = database.prepare(`select ${read} from ${table} where ${where}`).raw().safeIntegers();
    this.#remove = database.prepare(`delete from ${table} where ${where}`);
  }

  insert(row: readonly RowValue[], table: MirrorTable): void {
    this.#insert.run(this.#own(row, table));
  }

  put(row: readonly RowValue[], table: MirrorTable, key: readonly RowValue[]): void {
    if (this.#isSingleton) this.#remove.run(key);
    this.#put.run(this.#own(row, table));
  }

  /** The needed columns of the row, or null when there is none. */
  read(key: readonly RowValue[]): readonly RowValue[] | null {
    // SQLite's answer has as many values as were asked for, and only such as were put in.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const row = this.#read.get(key) as RowValue[] | undefined;
    return row === undefined ? null : smallIntegersAsNumbers(row);
  }

  remove(key: readonly RowValue[]): void {
    this.#remove.run(key);
  }

  #own(row: readonly RowValue[], table: MirrorTable): readonly RowValue[] {
    if (this.#columns.length === row.length) return row;
    return table.columns.flatMap(({ name }, at) => (this.#columns.includes(name) ? [row[at] ?? null] : []));
  }
}

function copyInto(target: RowValue[], source: readonly RowValue[]): void {
  for (let at = 0; at < target.length; at += 1) target[at] = source[at] ?? null;
}

function list(count: number, item: () => string): string {
  return Array.from({ length: count }, item).join(', ');
}
