import type { Database } from 'better-sqlite3';
import type { MirrorTable } from '../mirror-table.ts';
import { type CohortKeeper, openCohortKeeper } from './cohort-keeper.ts';
import { type LargeKeeper, openLargeKeeper } from './large-members.ts';
import type { LocalCalendar } from './local-calendar.ts';
import type { CohortRollup, Rollup, RollupKeeper, RowObserver, RowValue } from './rollup.ts';
import { allRows } from './rollup-source.ts';
import { columnOf, mirrorOf } from './rollup-tables.ts';
import { RowReader } from './row-reader.ts';
import { openSumKeeper, type SumKeeper, sumColumns } from './sum-keeper.ts';

/** For each rollup, about 10 MB. Less would write the same cells more often. */
const mostPendingValues = 1_000_000;

/** At most so many changes pass between looks at what is pending. */
const mostUnseen = 1024;

/** What is made of the rows of one table. */
type TableKeeper = {
  readonly mirror: MirrorTable;
  readonly reader: RowReader;
  readonly columns: readonly string[];
  readonly keepers: readonly (SumKeeper | CohortKeeper)[];
  /** Those of the keepers that only look at some members. */
  readonly large: readonly LargeKeeper[];
};

/**
 * Keeps the rollups of a cache on its writer connection. Their tables exist (`createRollupTables`), and rows are told as they
 * are written, in the same transaction.
 */
export function openRollupKeeper(
  database: Database,
  mirrors: readonly MirrorTable[],
  rollups: readonly Rollup[],
  calendar: LocalCalendar,
  options: { readonly mostPendingValues?: number } = {},
): RollupKeeper {
  const limit = options.mostPendingValues ?? mostPendingValues;
  const cohorts = new Map<CohortRollup, CohortKeeper>();
  const tables = new Map<string, TableKeeper>();
  for (const name of new Set(rollups.map((rollup) => rollup.source))) tables.set(name, openTable(name));
  const keepers = [...tables.values()].flatMap((table) => table.keepers);
  const lookEvery = Math.min(mostUnseen, limit + 1);
  let untilLook = lookEvery;
  let seenPending = 0;

  function openTable(name: string): TableKeeper {
    const mirror = mirrorOf(mirrors, name);
    const own = rollups.filter((rollup) => rollup.source === name);
    const columns = [...new Set(own.flatMap(sourceColumns))];
    const reader = new RowReader(columns.map((column) => isText(mirror, column)));
    const indexOf = (column: string): number => columns.indexOf(column);
    const large: LargeKeeper[] = [];
    const keepers = own.map((rollup) => {
      if (rollup.kind === 'cohort') {
        const keeper = openCohortKeeper(database, mirrors, rollup, calendar, reader, indexOf, limit);
        cohorts.set(rollup, keeper);
        return keeper;
      }
      const sums = openSumKeeper(database, mirror, rollup, calendar, reader, indexOf, limit);
      const { ofLarge } = rollup;
      if (ofLarge === undefined) return sums;
      const keeper = openLargeKeeper(
        database,
        { ...rollup, ofLarge },
        sums,
        reader,
        indexOf(ofLarge.dimension),
      );
      large.push(keeper);
      return keeper;
    });
    return { mirror, reader, columns, keepers, large };
  }

  /** Adds up, in one pass over the mirror, the rows of those who have become large since the last time. */
  function takeInLarge({ mirror, reader, columns, large }: TableKeeper): void {
    for (const dimension of new Set(large.map((keeper) => keeper.dimension))) {
      const wanting = large
        .filter((keeper) => keeper.dimension === dimension)
        .map((keeper) => ({ keeper, members: keeper.takeIn() }));
      const all = new Set(wanting.flatMap(({ members }) => [...members]));
      if (all.size === 0) continue;
      const rows = database
        .prepare<[], RowValue[]>(
          `select ${columns.join(', ')} from ${allRows(mirror, columns)} where ${dimension} in (${[...all].join(', ')})`,
        )
        .raw()
        .safeIntegers();
      const positions = columns.map((_, at) => at);
      const memberAt = columns.indexOf(dimension);
      // Sums are written while rows are read, since they may be millions: into other tables than these come from.
      database.unsafeMode(true);
      try {
        for (const row of rows.iterate()) {
          reader.read(row, positions);
          const member = Number(row[memberAt]);
          for (const { keeper, members } of wanting) {
            if (members.has(member)) keeper.apply(1);
            if (keeper.isLarge) keeper.flush();
          }
        }
      } finally {
        database.unsafeMode(false);
      }
      for (const { keeper } of wanting) keeper.flush();
    }
  }

  function pending(): number {
    return keepers.reduce((sum, keeper) => sum + keeper.pending, 0);
  }

  function flushWhenMuch(): void {
    untilLook -= 1;
    if (untilLook > 0) return;
    untilLook = lookEvery;
    for (const keeper of keepers) if (keeper.isLarge) keeper.flush(false);
    seenPending = pending();
  }

  function flush(): void {
    for (const keeper of keepers) keeper.flush(true);
    seenPending = 0;
  }

  function observe(name: string, columns: readonly string[]): RowObserver | null {
    const table = tables.get(name);
    const joins = [...cohorts]
      .filter(([rollup]) => rollup.cohort.table === name)
      .map(([rollup, keeper]) => joinObserver(rollup, keeper, columns));
    if (table === undefined && joins.length === 0) return null;
    const sources = table === undefined ? null : sourceObserver(table, columns);
    return {
      changed(before, after) {
        for (const joined of joins) joined(before, after);
        sources?.(before, after);
        flushWhenMuch();
      },
    };
  }

  return {
    observe,
    neededColumns: (name) => [
      ...new Set([
        ...(tables.get(name)?.columns ?? []),
        ...[...cohorts.keys()]
          .filter(({ cohort }) => cohort.table === name)
          .flatMap(({ cohort }) => [cohort.key, cohort.time]),
      ]),
    ],
    flush,
    settle() {
      flush();
      for (const table of tables.values()) takeInLarge(table);
    },
    discard() {
      seenPending = 0;
      for (const keeper of keepers) keeper.discard();
    },
    get pending() {
      return seenPending;
    },
  };
}

type Changed = RowObserver['changed'];

function sourceObserver(
  { reader, keepers, columns: needed }: TableKeeper,
  columns: readonly string[],
): Changed {
  const positions = needed.map((column) => positionOf(columns, column));
  const isSame = (before: readonly RowValue[], after: readonly RowValue[]): boolean =>
    positions.every((position) => before[position] === after[position]);
  return (before, after) => {
    if (before !== null && after !== null && isSame(before, after)) return;
    if (before !== null) {
      reader.read(before, positions);
      for (const keeper of keepers) keeper.apply(-1);
    }
    if (after !== null) {
      reader.read(after, positions);
      for (const keeper of keepers) keeper.apply(1);
    }
  };
}

function joinObserver({ cohort }: CohortRollup, keeper: CohortKeeper, columns: readonly string[]): Changed {
  const key = positionOf(columns, cohort.key);
  const time = positionOf(columns, cohort.time);
  return (before, after) => {
    if (before !== null && after !== null && before[time] === after[time] && before[key] === after[key])
      return;
    if (before !== null) keeper.joined(before[key] ?? null, null);
    if (after !== null) keeper.joined(after[key] ?? null, after[time] ?? null);
  };
}

function positionOf(columns: readonly string[], column: string): number {
  const position = columns.indexOf(column);
  if (position === -1) throw new Error(`a rollup needs the column ${column}`);
  return position;
}

function sourceColumns(rollup: Rollup): string[] {
  return rollup.kind === 'sum' ? sumColumns(rollup) : [rollup.time, rollup.member];
}

function isText(mirror: MirrorTable, column: string): boolean {
  const { kind } = columnOf(mirror, column);
  return kind !== 'integer' && kind !== 'boolean' && kind !== 'instant';
}
