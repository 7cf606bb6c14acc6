import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { MirrorTable } from '../mirror-table.ts';
import { CellTable } from './cell-table.ts';
import type { LocalCalendar } from './local-calendar.ts';
import type { CohortRollup, RowValue } from './rollup.ts';
import { cohortInstant } from './rollup-source.ts';
import { memberTable } from './rollup-tables.ts';
import type { RowReader } from './row-reader.ts';

/** Collects who showed up when, and who belongs to which cohort, and writes the numbers that follow. */
export type CohortKeeper = {
  /** Takes the row of the source that the reader has just read. */
  apply(sign: 1 | -1): void;
  /** Takes a row of the table that the cohorts come from: its key and its instant, null when it was deleted. */
  joined(member: RowValue, instant: RowValue): void;
  /** `isComplete` says that all rows told so far are in the mirror. */
  flush(isComplete: boolean): void;
  discard(): void;
  readonly pending: number;
};

const memberRow = z.tuple([z.number(), z.number().nullable()]);

export function openCohortKeeper(
  database: Database,
  mirrors: readonly MirrorTable[],
  rollup: CohortRollup,
  calendar: LocalCalendar,
  reader: RowReader,
  indexOf: (column: string) => number,
): CohortKeeper {
  const cells = new CellTable(2, 1);
  /** Told since the last complete flush; null for those who have no cohort any more. */
  const told = new Map<number, number | null>();
  const memberIndex = indexOf(rollup.member);
  const timeIndex = indexOf(rollup.time);
  const open = lazily(() => prepare(database, mirrors, rollup));

  function cohortOf(member: number): number | null {
    const known = told.get(member);
    if (known !== undefined) return known;
    const instant = open().instantOf.get({ member });
    return typeof instant === 'number' ? monthOf(instant) : null;
  }

  const monthOf = (instant: number): number => calendar.monthOfDay(calendar.dayOf(instant));

  /** Counts of members by cohort and period that have to change. */
  function writeMembers(counts: CellTable): void {
    const { upsert, remove } = open();
    for (let cell = 0; cell < cells.count; cell += 1) {
      const delta = cells.values[cell] ?? 0;
      if (delta === 0) continue;
      const member = cells.keys[cell * 2] ?? 0;
      const period = cells.keys[cell * 2 + 1] ?? 0;
      const [rows, cohort] = memberRow.parse(upsert.get(member, period, delta, cohortOf(member)));
      if (rows === delta) count(counts, cohort, period, 1);
      if (rows !== 0) continue;
      count(counts, cohort, period, -1);
      remove.run(member, period);
    }
  }

  /** Members who came with their cohort after their rows did, or whose cohort was corrected. */
  function moveMembers(counts: CellTable): void {
    const { periodsOf, move } = open();
    for (const [member, cohort] of told) {
      for (const row of periodsOf.all(member, cohort)) {
        const [period, before] = memberRow.parse(row);
        count(counts, before, period, -1);
        count(counts, cohort, period, 1);
        move.run(cohort, member, period);
      }
    }
  }

  function writeCounts(counts: CellTable): void {
    const { add, removeEmpty } = open();
    for (let cell = 0; cell < counts.count; cell += 1) {
      const delta = counts.values[cell] ?? 0;
      if (delta === 0) continue;
      add.run(counts.keys[cell * 2], counts.keys[cell * 2 + 1], delta);
      if (delta < 0) removeEmpty.run(counts.keys[cell * 2], counts.keys[cell * 2 + 1]);
    }
  }

  function discard(): void {
    cells.clear();
    told.clear();
  }

  return {
    apply(sign) {
      const instant = reader.numbers[timeIndex] ?? Number.NaN;
      const member = reader.numbers[memberIndex] ?? Number.NaN;
      if (Number.isNaN(instant) || Number.isNaN(member)) return;
      cells.key[0] = member;
      cells.key[1] = monthOf(instant);
      cells.add(cells.find(), 0, sign);
    },
    joined(member, instant) {
      told.set(Number(member), instant === null ? null : monthOf(Number(instant)));
    },
    flush(isComplete) {
      if (cells.count === 0 && (told.size === 0 || !isComplete)) return;
      const counts = new CellTable(2, 1);
      writeMembers(counts);
      if (isComplete) moveMembers(counts);
      writeCounts(counts);
      cells.clear();
      if (isComplete) told.clear();
    },
    discard,
    get pending() {
      return cells.count;
    },
  };
}

function count(counts: CellTable, cohort: number | null, period: number, amount: number): void {
  if (cohort === null) return;
  counts.key[0] = cohort;
  counts.key[1] = period;
  counts.add(counts.find(), 0, amount);
}

function prepare(database: Database, mirrors: readonly MirrorTable[], rollup: CohortRollup) {
  const members = memberTable(rollup);
  return {
    instantOf: database.prepare(cohortInstant(rollup, mirrors, ':member')).pluck(),
    upsert: database
      .prepare(
        `insert into ${members} (member, period, rows, cohort) values (?, ?, ?, ?)
         on conflict (member, period) do update set rows = rows + excluded.rows returning rows, cohort`,
      )
      .raw(),
    remove: database.prepare(`delete from ${members} where member = ? and period = ?`),
    periodsOf: database
      .prepare(`select period, cohort from ${members} where member = ? and cohort is not ?`)
      .raw(),
    move: database.prepare(`update ${members} set cohort = ? where member = ? and period = ?`),
    add: database.prepare(
      `insert into ${rollup.name} (cohort, period, members) values (?, ?, ?)
       on conflict (cohort, period) do update set members = members + excluded.members`,
    ),
    removeEmpty: database.prepare(
      `delete from ${rollup.name} where cohort = ? and period = ? and members = 0`,
    ),
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}
