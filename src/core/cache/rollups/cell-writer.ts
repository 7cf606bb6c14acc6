import type { Database, Statement } from 'better-sqlite3';
import type { MirrorTable } from '../mirror-table.ts';
import type { CellTable } from './cell-table.ts';
import type { RollupGrain, SumRollup } from './rollup.ts';
import { dimensionName, dimensionType, keyColumns, rollupTable } from './rollup-tables.ts';
import type { RowReader } from './row-reader.ts';

/** Beyond so many, the rest are written with a statement that names every column. */
const mostStatements = 200;

type Upsert = {
  readonly statement: Statement;
  readonly indexes: readonly number[];
  readonly values: (string | number | bigint)[];
};

/**
 * Adds cells to the rollup's table of one grain, and removes those that no row is left in. Most cells have few sums that are
 * not zero, and handing over values is half of what a write costs: there is a statement for each set of columns that occurs.
 */
export function openCellWriter(
  database: Database,
  source: MirrorTable,
  rollup: SumRollup,
  grain: RollupGrain,
  reader: RowReader,
  keyIndexes: readonly number[],
): (cells: CellTable) => void {
  const table = rollupTable(rollup, grain);
  const keys = [...rollup.dimensions.map(dimensionName), 'period'];
  const sums = ['rows', ...rollup.measures.map(({ name }) => name)];
  const textOf = rollup.dimensions.map((dimension, at) =>
    dimensionType(dimension, source) === 'text' ? (reader.codes[keyIndexes[at] ?? -1] ?? null) : null,
  );
  const upserts = new Map<number, Upsert>();
  let everyColumn: Upsert | undefined;
  let removeEmpty: Statement | undefined;

  function prepare(indexes: readonly number[]): Upsert {
    const changed = indexes.map((index) => sums[index] ?? '');
    const columns = [...keys, ...changed];
    return {
      statement: database.prepare(
        `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
         on conflict (${keyColumns(rollup, grain).join(', ')}) do update set ${changed.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
      ),
      indexes,
      values: columns.map(() => 0),
    };
  }

  /** Null when the changes of the cell cancelled each other. How many rows there are is always written. */
  function upsertFor(cells: CellTable, cell: number): Upsert | null {
    if (cells.spilled.size > 0 || cells.width > 32) {
      if (cells.isZero(cell)) return null;
      everyColumn ??= prepare([...sums.keys()]);
      return everyColumn;
    }
    const { values, width } = cells;
    const from = cell * width;
    let mask = 0;
    for (let index = 1; index < width; index += 1) {
      if (values[from + index] !== 0) mask |= 1 << (index - 1);
    }
    if (mask === 0 && values[from] === 0) return null;
    let upsert = upserts.get(mask);
    if (upsert !== undefined) return upsert;
    if (upserts.size >= mostStatements) {
      everyColumn ??= prepare([...sums.keys()]);
      return everyColumn;
    }
    upsert = prepare([...sums.keys()].filter((index) => index === 0 || (mask & (1 << (index - 1))) !== 0));
    upserts.set(mask, upsert);
    return upsert;
  }

  return (cells) => {
    removeEmpty ??= database.prepare(
      `delete from ${table} where ${keys.map((name) => `${name} = ?`).join(' and ')} and rows = 0`,
    );
    for (let cell = 0; cell < cells.count; cell += 1) {
      const upsert = upsertFor(cells, cell);
      if (upsert === null) continue;
      const { statement, indexes, values } = upsert;
      for (let at = 0; at < keys.length; at += 1) {
        const number = cells.keys[cell * keys.length + at] ?? 0;
        const texts = textOf[at];
        values[at] = texts === null || texts === undefined ? number : (texts.texts[number] ?? '');
      }
      for (let at = 0; at < indexes.length; at += 1)
        values[keys.length + at] = cells.value(cell, indexes[at] ?? 0);
      statement.run(values);
      if ((cells.values[cell * cells.width] ?? 0) < 0) removeEmpty.run(values.slice(0, keys.length));
    }
  };
}
