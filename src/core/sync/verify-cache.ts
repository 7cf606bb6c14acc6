import type { Database } from 'better-sqlite3';
import type { SyncDifference, SyncVerification } from '#contract/sync.ts';
import { instant } from '#contract/time.ts';
import { outsideColumns, outsideName } from '../cache/cache-ddl.ts';
import type { CacheDefinition } from '../cache/cache-definition.ts';
import type { CacheWriter, RollupSupport } from '../cache/cache-writer.ts';
import type { MirrorTable } from '../cache/mirror-table.ts';
import { quoteName } from '../cache/quote-name.ts';
import type { RowValue } from '../cache/rollups/rollup.ts';
import { smallIntegersAsNumbers } from '../cache/sqlite-integers.ts';
import type { Window } from './window-source.ts';

const exampleCount = 5;

/**
 * Compares, value by value, every row of the cache with the database under the window's snapshot, which the cache has just been
 * brought to, and every rollup with what its rows add up to. Takes time in proportion to the rows; changes nothing.
 */
export async function verifyCache(
  writer: CacheWriter,
  window: Window,
  definition: CacheDefinition,
  rollups: RollupSupport,
): Promise<SyncVerification> {
  const startedAt = Date.now();
  const differences: SyncDifference[] = [];
  let rows = 0;
  for (const table of definition.tables) {
    const found = await verifyTable(writer, window, table);
    rows += found.rows;
    differences.push(...found.differences);
  }
  const { timeZone } = window.head;
  differences.push(...rollups.verify(writer.database, definition, timeZone));
  return {
    at: instant(startedAt),
    durationMs: Date.now() - startedAt,
    tables: definition.tables.length,
    rows,
    rollups: definition.rollups.length,
    differences,
  };
}

async function verifyTable(
  writer: CacheWriter,
  window: Window,
  table: MirrorTable,
): Promise<{ rows: number; differences: SyncDifference[] }> {
  const { database } = writer;
  const missing = new Finding(table.name, 'missing');
  const different = new Finding(table.name, 'different');
  const inside = reader(
    database,
    table,
    table.name,
    table.columns.map(({ name }) => name),
  );
  const outsideNames = outsideColumns(table, writer.neededOutside(table)).map(({ name }) => name);
  const hasOutside = table.scope.kind === 'window' && writer.neededOutside(table).length > 0;
  const outside = hasOutside ? reader(database, table, outsideName(table), outsideNames) : null;
  let rows = 0;
  let found = 0;
  await window.allRows(table, (row) => {
    rows += 1;
    const key = table.key.map(
      (name) => row[table.columns.findIndex((column) => column.name === name)] ?? null,
    );
    const kept = inside(key);
    const partly = kept === null && outside !== null ? outside(key) : null;
    if (kept === null && partly === null) {
      if (hasOutside || writer.table(table.name)?.isInside(row) === true) missing.add(key);
      return;
    }
    found += 1;
    const expected =
      kept === null ? row.filter((_, at) => outsideNames.includes(table.columns[at]?.name ?? '')) : row;
    // Whole and inside, or in part and outside: a row on the wrong side is shown by no page, or by one too many.
    const isOnItsSide = (kept !== null) === writer.table(table.name)?.isInside(row);
    if (!isOnItsSide || !isSame(kept ?? partly ?? [], expected)) different.add(key);
  });
  const held = count(database, table.name) + (hasOutside ? count(database, outsideName(table)) : 0);
  const surplus: SyncDifference[] =
    held > found ? [{ name: table.name, kind: 'surplus', count: held - found, examples: [] }] : [];
  return { rows, differences: [...missing.asList(), ...different.asList(), ...surplus] };
}

function reader(database: Database, table: MirrorTable, name: string, columns: readonly string[]) {
  const where =
    table.key.length === 0 ? 'true' : table.key.map((column) => `${quoteName(column)} = ?`).join(' and ');
  const statement = database
    .prepare(`select ${columns.map(quoteName).join(', ')} from ${quoteName(name)} where ${where}`)
    .raw()
    .safeIntegers();
  return (key: readonly RowValue[]): readonly unknown[] | null => {
    const row: unknown = statement.get(key);
    return Array.isArray(row) ? smallIntegersAsNumbers(row) : null;
  };
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
}

function count(database: Database, table: string): number {
  return Number(
    database
      .prepare(`select count(*) from ${quoteName(table)}`)
      .pluck()
      .get(),
  );
}

class Finding {
  readonly #name: string;
  readonly #kind: SyncDifference['kind'];
  readonly #examples: string[] = [];
  #count = 0;

  constructor(name: string, kind: SyncDifference['kind']) {
    this.#name = name;
    this.#kind = kind;
  }

  add(key: readonly RowValue[]): void {
    this.#count += 1;
    if (this.#examples.length < exampleCount) this.#examples.push(key.join(', '));
  }

  asList(): SyncDifference[] {
    if (this.#count === 0) return [];
    return [{ name: this.#name, kind: this.#kind, count: this.#count, examples: this.#examples }];
  }
}
