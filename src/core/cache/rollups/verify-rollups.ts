import type { Database } from 'better-sqlite3';
import type { SyncDifference } from '#contract/sync.ts';
import type { MirrorTable } from '../mirror-table.ts';
import { quarterOfMonth } from './civil-date.ts';
import { largeNow } from './large-members.ts';
import type { LocalCalendar } from './local-calendar.ts';
import { measureValue } from './measure-value.ts';
import {
  type CohortRollup,
  fineToCoarse,
  type LargeMembers,
  type Rollup,
  type RollupGrain,
  type SumRollup,
} from './rollup.ts';
import { allRows, cohortInstant } from './rollup-source.ts';
import {
  absentKey,
  dimensionName,
  dimensionType,
  memberTable,
  mirrorOf,
  rollupTable,
  stepTable,
} from './rollup-tables.ts';
import { sumColumns } from './sum-keeper.ts';

const mostPerTable = 1000;
const exampleCount = 5;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * Computes every rollup anew from the mirrored rows, in SQL, and tells what differs: none when all is well, and of each table
 * no more than a thousand rows are counted. Reads everything, so it takes its time; takes place in the transaction that is
 * open on the connection.
 */
export function verifyRollups(
  database: Database,
  mirrors: readonly MirrorTable[],
  rollups: readonly Rollup[],
  calendar: LocalCalendar,
): SyncDifference[] {
  defineTimeFunctions(database, calendar);
  return rollups.flatMap((rollup) => {
    const checks = rollup.kind === 'sum' ? sumChecks(rollup, mirrors) : cohortChecks(rollup, mirrors);
    return checks.flatMap((check) => differences(database, check));
  });
}

type Check = {
  readonly table: string;
  readonly key: readonly string[];
  readonly values: readonly string[];
  /** Selects what follows from the rows: the key, then the values. */
  readonly expected: string;
  /** Selects what is kept, where that is not simply the table. */
  readonly found?: string;
};

/** What is expected and not there, what is there and not expected, and where the numbers differ. */
function differences(database: Database, check: Check): SyncDifference[] {
  const { table, key, values, expected } = check;
  const found = check.found ?? `select ${[...key, ...values].join(', ')} from ${table}`;
  const keysOf = (these: string, butNot: string): Set<string> =>
    new Set(
      database
        .prepare<[], unknown[]>(
          `select * from (${these}) except select * from (${butNot}) limit ${mostPerTable}`,
        )
        .raw()
        .safeIntegers()
        .all()
        .map((row) => row.slice(0, key.length).join(', ')),
    );
  const wanted = keysOf(expected, found);
  const kept = keysOf(found, expected);
  const lists = {
    missing: [...wanted].filter((one) => !kept.has(one)),
    surplus: [...kept].filter((one) => !wanted.has(one)),
    different: [...wanted].filter((one) => kept.has(one)),
  };
  return (['missing', 'surplus', 'different'] as const).flatMap((kind) =>
    lists[kind].length === 0
      ? []
      : [{ name: table, kind, count: lists[kind].length, examples: lists[kind].slice(0, exampleCount) }],
  );
}

function defineTimeFunctions(database: Database, calendar: LocalCalendar): void {
  const define = (name: string, of: (instant: number) => number) => {
    database.function(name, { deterministic: true }, (value: unknown) => {
      if (typeof value !== 'number') return null;
      // A JavaScript number would become a float in SQLite.
      return BigInt(of(value));
    });
  };
  define('local_day', (instant) => calendar.dayOf(instant));
  define('local_hour_of_week', (instant) => calendar.hourOfWeek(instant));
  define('month_of_day', (day) => calendar.monthOfDay(day));
  define('quarter_of_month', quarterOfMonth);
  define('hour_of', (instant) => Math.floor(instant / hourMs));
  define('utc_day_of', (instant) => Math.floor(instant / dayMs));
  define('utc_day_of_hour', (hour) => Math.floor(hour / 24));
}

/** The finest grain is compared with the rows, each coarser one with the one before. */
function sumChecks(rollup: SumRollup, mirrors: readonly MirrorTable[]): Check[] {
  const source = mirrorOf(mirrors, rollup.source);
  const key = [...rollup.dimensions.map(dimensionName), 'period'];
  const values = ['rows', ...rollup.measures.map(({ name }) => name)];
  const groups = key.map((_, at) => at + 1).join(', ');
  const grains = fineToCoarse.filter((grain) => rollup.grains.includes(grain));
  const ofMembers =
    rollup.ofLarge === undefined
      ? ''
      : ` and ${rollup.ofLarge.dimension} in (select member from ${memberTable(rollup)})`;
  const checks = grains.map((grain, at): Check => {
    const table = rollupTable(rollup, grain);
    const finer = grains[at - 1];
    if (finer !== undefined) {
      const parts = [
        ...key.slice(0, -1),
        periodOfPeriod(finer, grain),
        ...values.map((name) => `sum(${name})`),
      ];
      const expected = `select ${parts.join(', ')} from ${rollupTable(rollup, finer)} group by ${groups}`;
      return { table, key, values, expected };
    }
    const keys = rollup.dimensions.map((dimension) =>
      'column' in dimension
        ? `coalesce(${dimension.column}, ${dimensionType(dimension, source) === 'text' ? `'${absentKey.text}'` : absentKey.integer})`
        : `local_hour_of_week(${rollup.time})`,
    );
    const parts = [
      ...keys,
      periodOfInstant(grain, rollup.time),
      'count(*)',
      ...rollup.measures.map((measure) => `sum(${measureValue(measure)})`),
    ];
    const expected = `select ${parts.join(', ')} from ${allRows(source, sumColumns(rollup))} where ${rollup.time} is not null${ofMembers} group by ${groups}`;
    return { table, key, values, expected };
  });
  return rollup.ofLarge === undefined ? checks : [memberCheck(rollup, rollup.ofLarge), ...checks];
}

/** Everybody who is large is a member; who no longer is may still be one. */
function memberCheck(rollup: SumRollup, large: LargeMembers): Check {
  const expected = largeNow(large);
  const table = memberTable(rollup);
  const found = `select member from ${table} where member in (${expected})`;
  return { table, key: ['member'], values: [], expected, found };
}

function periodOfInstant(grain: RollupGrain, time: string): string {
  if (grain === 'total') return '0';
  if (grain === 'hour') return `hour_of(${time})`;
  if (grain === 'utc_day') return `utc_day_of(${time})`;
  return periodOfPeriod('day', grain, `local_day(${time})`);
}

function periodOfPeriod(from: RollupGrain, to: RollupGrain, period = 'period'): string {
  if (to === 'total') return '0';
  if (from === to) return period;
  if (to === 'utc_day') return `utc_day_of_hour(${period})`;
  const month = from === 'day' ? `month_of_day(${period})` : period;
  return to === 'month' ? month : `quarter_of_month(${month})`;
}

function cohortChecks(rollup: CohortRollup, mirrors: readonly MirrorTable[]): Check[] {
  const members = memberTable(rollup);
  const keptMembers = `select member, cast(key as integer) as period, value as rows, cohort from ${members}, json_each(periods)`;
  return [
    {
      table: members,
      key: ['member', 'period'],
      values: ['rows', 'cohort'],
      found: keptMembers,
      expected: `select s.${rollup.member}, month_of_day(local_day(s.${rollup.time})), count(*),
          (select month_of_day(local_day(instant)) from (${cohortInstant(rollup, mirrors, `s.${rollup.member}`)}))
        from ${allRows(mirrorOf(mirrors, rollup.source), [rollup.time, rollup.member])} s
        where s.${rollup.time} is not null and s.${rollup.member} is not null group by 1, 2`,
    },
    {
      table: stepTable(rollup),
      key: ['period', 'step'],
      values: ['members'],
      expected: `with months as (select period, lag(period) over months as before, lead(period) over months as after
          from (${keptMembers}) where cohort is not null window months as (partition by member order by period))
        select period, case when before is null then 'fresh' when before = period - 1 then 'kept' else 'back' end as step, count(*)
          from months group by 1, 2
        union all select period + 1, 'lost', count(*) from months where after is null or after > period + 1 group by 1, 2`,
    },
    {
      table: rollup.name,
      key: ['cohort', 'period'],
      values: ['members'],
      expected: `select cohort, period, count(*) from (${keptMembers}) where cohort is not null group by 1, 2`,
    },
  ];
}
