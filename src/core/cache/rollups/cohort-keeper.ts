import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { MirrorTable } from '../mirror-table.ts';
import { CellTable } from './cell-table.ts';
import type { LocalCalendar } from './local-calendar.ts';
import type { CohortRollup, RowValue } from './rollup.ts';
import { cohortInstant } from './rollup-source.ts';
import { eachStep, memberSteps } from './member-steps.ts';
import { memberTable, stepTable } from './rollup-tables.ts';
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
  /** True when what is pending should be written before there is more. */
  readonly isLarge: boolean;
};

const memberRow = z.tuple([z.number().nullable(), z.string()]);
const rowsByPeriod = z.record(z.string(), z.number());

export function openCohortKeeper(
  database: Database,
  mirrors: readonly MirrorTable[],
  rollup: CohortRollup,
  calendar: LocalCalendar,
  reader: RowReader,
  indexOf: (column: string) => number,
  mostPending: number,
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

  /** Pending cells by member: of each its last one, and for each cell the one before. Zero is none. */
  function cellsByMember(): { readonly last: ReadonlyMap<number, number>; readonly previous: Int32Array } {
    const last = new Map<number, number>();
    const previous = new Int32Array(cells.count);
    for (let cell = 0; cell < cells.count; cell += 1) {
      const member = cells.keys[cell * 2] ?? 0;
      previous[cell] = last.get(member) ?? 0;
      last.set(member, cell + 1);
    }
    return { last, previous };
  }

  function writeMembers(counts: Counts, isComplete: boolean): void {
    const { last, previous } = cellsByMember();
    const deltas = new Map<number, number>();
    for (const [member, lastCell] of last) {
      deltas.clear();
      for (let cell = lastCell; cell > 0; cell = previous[cell - 1] ?? 0) {
        const delta = cells.values[cell - 1] ?? 0;
        if (delta !== 0) deltas.set(cells.keys[(cell - 1) * 2 + 1] ?? 0, delta);
      }
      if (deltas.size > 0 || (isComplete && told.has(member))) writeMember(counts, member, deltas);
    }
    if (!isComplete) return;
    // Members who came with their cohort after their rows did, or whose cohort was corrected.
    deltas.clear();
    for (const member of told.keys()) if (!last.has(member)) writeMember(counts, member, deltas);
  }

  function writeMember(counts: Counts, member: number, deltas: ReadonlyMap<number, number>): void {
    const { read, write, remove } = open();
    const row = read.get(member);
    if (row === undefined && deltas.size === 0) return;
    const [before, text] = row === undefined ? [null, '{}'] : memberRow.parse(row);
    const cohort = row === undefined || told.has(member) ? cohortOf(member) : before;
    const periods = rowsByPeriod.parse(JSON.parse(text));
    count(counts, before, periods, -1);
    for (const [period, delta] of deltas) {
      const rows = (periods[period] ?? 0) + delta;
      periods[period] = rows;
      if (rows === 0) delete periods[period];
    }
    count(counts, cohort, periods, 1);
    if (Object.keys(periods).length === 0) remove.run(member);
    else write.run(member, cohort, JSON.stringify(periods));
  }

  function writeCounts({ members, steps }: Counts): void {
    const { add, removeEmpty, addStep, removeEmptyStep } = open();
    for (let cell = 0; cell < members.count; cell += 1) {
      const delta = members.values[cell] ?? 0;
      if (delta === 0) continue;
      add.run(members.keys[cell * 2], members.keys[cell * 2 + 1], delta);
      if (delta < 0) removeEmpty.run(members.keys[cell * 2], members.keys[cell * 2 + 1]);
    }
    for (let cell = 0; cell < steps.count; cell += 1) {
      const delta = steps.values[cell] ?? 0;
      if (delta === 0) continue;
      const step = memberSteps[steps.keys[cell * 2 + 1] ?? 0];
      addStep.run(steps.keys[cell * 2], step, delta);
      if (delta < 0) removeEmptyStep.run(steps.keys[cell * 2], step);
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
      const counts: Counts = { members: new CellTable(2, 1), steps: new CellTable(2, 1) };
      writeMembers(counts, isComplete);
      writeCounts(counts);
      cells.clear();
      if (isComplete) told.clear();
    },
    discard,
    get isLarge() {
      return cells.count > mostPending;
    },
    get pending() {
      return cells.count;
    },
  };
}

/** Changes of how many members there are, by cohort and month, and of how many took which step, by month and the step's number. */
type Counts = { readonly members: CellTable; readonly steps: CellTable };

/** Counts a member, or with −1 no longer, in all months that they were there. */
function count(
  { members, steps }: Counts,
  cohort: number | null,
  periods: Readonly<Record<string, number>>,
  amount: 1 | -1,
): void {
  if (cohort === null) return;
  const months = Object.keys(periods).map(Number);
  for (const month of months) {
    members.key[0] = cohort;
    members.key[1] = month;
    members.add(members.find(), 0, amount);
  }
  eachStep(months, (month, step) => {
    steps.key[0] = month;
    steps.key[1] = memberSteps.indexOf(step);
    steps.add(steps.find(), 0, amount);
  });
}

function prepare(database: Database, mirrors: readonly MirrorTable[], rollup: CohortRollup) {
  const members = memberTable(rollup);
  const steps = stepTable(rollup);
  return {
    instantOf: database.prepare(cohortInstant(rollup, mirrors, ':member')).pluck(),
    read: database.prepare(`select cohort, periods from ${members} where member = ?`).raw(),
    write: database.prepare(`insert or replace into ${members} (member, cohort, periods) values (?, ?, ?)`),
    remove: database.prepare(`delete from ${members} where member = ?`),
    add: database.prepare(
      `insert into ${rollup.name} (cohort, period, members) values (?, ?, ?)
       on conflict (cohort, period) do update set members = members + excluded.members`,
    ),
    removeEmpty: database.prepare(
      `delete from ${rollup.name} where cohort = ? and period = ? and members = 0`,
    ),
    addStep: database.prepare(
      `insert into ${steps} (period, step, members) values (?, ?, ?)
       on conflict (period, step) do update set members = members + excluded.members`,
    ),
    removeEmptyStep: database.prepare(`delete from ${steps} where period = ? and step = ? and members = 0`),
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}
