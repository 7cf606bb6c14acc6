import type { Database } from 'better-sqlite3';
import type { MirrorTable } from '../mirror-table.ts';
import { CellTable } from './cell-table.ts';
import { openCellWriter } from './cell-writer.ts';
import { quarterOfMonth } from './civil-date.ts';
import type { LocalCalendar } from './local-calendar.ts';
import { fineToCoarse, type RollupGrain, type SumRollup } from './rollup.ts';
import { absentKey, dimensionType } from './rollup-tables.ts';
import type { RowReader } from './row-reader.ts';

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** Collects the changes of one rollup, in cells of its finest grain, and writes them. */
export type SumKeeper = {
  /** Takes the row that the reader has just read: `sign` 1 adds it, −1 takes it out. */
  apply(sign: 1 | -1): void;
  flush(): void;
  discard(): void;
  readonly pending: number;
  /** True when what is pending should be written before there is more. */
  readonly isLarge: boolean;
};

/** Columns of the source that the rollup looks at. */
export function sumColumns(rollup: SumRollup): string[] {
  return [
    rollup.time,
    ...rollup.dimensions.flatMap((dimension) => ('column' in dimension ? [dimension.column] : [])),
    ...rollup.measures.flatMap(({ column, where, whereKnown }) => [
      ...(column === null ? [] : [column]),
      ...(whereKnown === undefined ? [] : [whereKnown]),
      ...(where === undefined ? [] : [where.column]),
    ]),
  ];
}

/** `indexOf` tells where the reader has a column. */
export function openSumKeeper(
  database: Database,
  source: MirrorTable,
  rollup: SumRollup,
  calendar: LocalCalendar,
  reader: RowReader,
  indexOf: (column: string) => number,
  mostPendingValues: number,
): SumKeeper {
  const grains = fineToCoarse.filter((grain) => rollup.grains.includes(grain));
  const [base, ...coarser] = grains;
  if (base === undefined) throw new Error(`${rollup.name} has no grain`);
  const dimensions = rollup.dimensions.length;
  const width = 1 + rollup.measures.length;
  const cells = new CellTable(dimensions + 1, width);
  /** Empty but during a flush: made once, since a commit of one row would spend its time on making them. */
  const coarserCells = coarser.map(() => new CellTable(dimensions + 1, width));
  const { numbers } = reader;
  const time = indexOf(rollup.time);
  const keyIndexes = rollup.dimensions.map((dimension) =>
    'column' in dimension ? indexOf(dimension.column) : -1,
  );
  const isTextKey = rollup.dimensions.map((dimension) => dimensionType(dimension, source) === 'text');
  const amounts = rollup.measures.map(({ column }) => (column === null ? -1 : indexOf(column)));
  const known = rollup.measures.map(({ whereKnown }) =>
    whereKnown === undefined ? -1 : indexOf(whereKnown),
  );
  const measuresFor = measuresByCode(rollup, reader, indexOf);
  const writers = grains.map((grain) => openCellWriter(database, source, rollup, grain, reader, keyIndexes));

  function periodOf(instant: number): number {
    if (base === 'hour') return Math.floor(instant / hourMs);
    if (base === 'utc_day') return Math.floor(instant / dayMs);
    if (base === 'total') return 0;
    const day = calendar.dayOf(instant);
    if (base === 'day') return day;
    const month = calendar.monthOfDay(day);
    return base === 'month' ? month : quarterOfMonth(month);
  }

  function apply(sign: 1 | -1): void {
    const instant = numbers[time] ?? Number.NaN;
    if (Number.isNaN(instant)) return;
    const { key } = cells;
    for (let at = 0; at < dimensions; at += 1) {
      const index = keyIndexes[at] ?? -1;
      const value = index === -1 ? calendar.hourOfWeek(instant) : (numbers[index] ?? Number.NaN);
      key[at] = Number.isNaN(value) && isTextKey[at] === false ? absentKey.integer : value;
    }
    key[dimensions] = periodOf(instant);
    const cell = cells.find();
    cells.add(cell, 0, sign);
    for (const measure of measuresFor()) {
      if (!isKnown(known[measure] ?? -1)) continue;
      const amount = amounts[measure] ?? -1;
      if (amount === -1) {
        cells.add(cell, measure + 1, sign);
        continue;
      }
      const value = numbers[amount] ?? 0;
      if (Number.isNaN(value)) addUnsafe(cell, measure + 1, amount, sign);
      else cells.add(cell, measure + 1, sign * value);
    }
  }

  function isKnown(index: number): boolean {
    return index === -1 || !Number.isNaN(numbers[index] ?? Number.NaN) || reader.big(index) !== null;
  }

  function addUnsafe(cell: number, index: number, amount: number, sign: 1 | -1): void {
    const value = reader.big(amount);
    if (value !== null) cells.addBig(cell, index, sign === 1 ? value : -value);
  }

  return {
    apply,
    flush() {
      if (cells.count === 0) return;
      let finer = cells;
      let grain: RollupGrain = base;
      writers[0]?.(finer);
      for (const [at, coarse] of coarserCells.entries()) {
        const next = coarser[at] ?? base;
        coarsen(finer, coarse, dimensions, grain, next, calendar);
        finer.clear();
        finer = coarse;
        grain = next;
        writers[at + 1]?.(finer);
      }
      finer.clear();
    },
    discard() {
      // A flush that failed may have left something in any of them.
      for (const pending of [cells, ...coarserCells]) pending.clear();
    },
    get isLarge() {
      return cells.count * width > mostPendingValues;
    },
    get pending() {
      return cells.count;
    },
  };
}

/** The measures that the row takes part in: looked up by its value of the column that the conditions are on. */
function measuresByCode(
  rollup: SumRollup,
  reader: RowReader,
  indexOf: (column: string) => number,
): () => readonly number[] {
  const all = rollup.measures.map((_, index) => index);
  const column = rollup.measures.find(({ where }) => where !== undefined)?.where?.column;
  if (column === undefined) return () => all;
  const index = indexOf(column);
  const codes = reader.codes[index];
  const known: (readonly number[] | undefined)[] = [];
  return () => {
    const code = reader.numbers[index] ?? Number.NaN;
    const found = known[code];
    if (found !== undefined) return found;
    const text = codes?.texts[code] ?? '';
    const matching = all.filter((measure) => rollup.measures[measure]?.where?.in.includes(text) ?? true);
    known[code] = matching;
    return matching;
  };
}

/** Adds the changes to cells of a coarser grain. */
function coarsen(
  cells: CellTable,
  coarse: CellTable,
  dimensions: number,
  from: RollupGrain,
  to: RollupGrain,
  calendar: LocalCalendar,
): void {
  for (let cell = 0; cell < cells.count; cell += 1) {
    const start = cell * (dimensions + 1);
    for (let at = 0; at < dimensions; at += 1) coarse.key[at] = cells.keys[start + at] ?? 0;
    coarse.key[dimensions] = coarserPeriod(cells.keys[start + dimensions] ?? 0, from, to, calendar);
    const target = coarse.find();
    for (let index = 0; index < cells.width; index += 1) {
      const value = cells.value(cell, index);
      if (typeof value === 'bigint') coarse.addBig(target, index, value);
      else if (value !== 0) coarse.add(target, index, value);
    }
  }
}

function coarserPeriod(period: number, from: RollupGrain, to: RollupGrain, calendar: LocalCalendar): number {
  if (to === 'total') return 0;
  if (to === 'utc_day') return Math.floor(period / 24);
  const month = from === 'day' ? calendar.monthOfDay(period) : period;
  return to === 'month' ? month : quarterOfMonth(month);
}
