import type { Database, Statement } from 'better-sqlite3';
import { outsideColumns, outsideName } from './cache-ddl.ts';
import { keyFromText } from './key-from-text.ts';
import type { MirrorKind, MirrorTable } from './mirror-table.ts';
import { quoteName } from './quote-name.ts';
import { list, TableSide } from './table-side.ts';
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
  readonly #inside: TableSide;
  readonly #outside: TableSide | null;
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
    const told = this.#observer === null ? [] : needed;
    this.#inside = new TableSide(database, table, { name: table.name, columns: all, needed: told });
    const { scope, window } = table;
    const isCut = scope.kind === 'window' && window !== undefined;
    this.#timePosition = isCut ? position(window.column) : -1;
    this.#keepPosition = isCut && window.keep !== undefined ? position(window.keep.column) : -1;
    this.#keptValues = new Set(window?.keep?.in ?? []);
    this.#cutoff = scope.kind === 'window' ? cutoffOf(scope.days, now) : -Infinity;
    this.#outside =
      isCut && this.#observer !== null
        ? new TableSide(database, table, {
            name: outsideName(table),
            columns: outsideColumns(table, needed).map(({ name }) => name),
            needed,
          })
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
      this.#outside?.insert(row);
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
      this.#inside.insert(this.#batch.slice(from, from + width));
    }
    this.#batch.length = 0;
  }

  /** Takes a row that is new or changed. Taking the same row twice changes nothing the second time. */
  put(row: readonly RowValue[]): void {
    const key = this.#keyPositions.map((at) => row[at] ?? null);
    const inside = this.isInside(row);
    const target = inside ? this.#inside : this.#outside;
    const other = inside ? this.#outside : this.#inside;
    const wasInside = this.#inside.read(key);
    if (wasInside !== null) this.rowsAdded -= 1;
    const wasOutside = wasInside === null ? (this.#outside?.read(key) ?? null) : null;
    other?.remove(key);
    this.#tell(wasInside ?? wasOutside, row);
    target?.put(row, key, inside ? wasInside : wasOutside);
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

  /** `before` begins with the observed columns, `after` is a whole row. */
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

function copyInto(target: RowValue[], source: readonly RowValue[]): void {
  for (let at = 0; at < target.length; at += 1) target[at] = source[at] ?? null;
}
