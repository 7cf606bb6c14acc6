import { type SQL, sql } from 'drizzle-orm';
import type { Granularity } from '#contract/metrics/metric-query.ts';
import type { DayRange, Instants, LocalCalendar } from '../../cache/rollups/local-calendar.ts';
import { allRows } from '../../cache/rollups/rollup-source.ts';
import { periodsOf } from './periods.ts';
import type { RowSource } from './reading.ts';

type RowQuestion = {
  readonly range: DayRange;
  readonly by: Granularity;
  readonly columns: readonly string[];
  readonly measures: readonly string[];
  readonly where: Readonly<Record<string, readonly (string | number)[]>>;
};

const comma = sql.raw(', ');
const dayMs = 86_400_000;

/** Adds up the rows of some days, by period: each row finds its own day by arithmetic, so that it is looked at once. */
export function readRows(source: RowSource, calendar: LocalCalendar, question: RowQuestion): SQL {
  const { range, by, columns, measures, where } = question;
  const names = columns.map((column) => sql.raw(column));
  const sums = measures.map((name) => sql.raw(`sum(${source.measures[name] ?? '0'}) as ${name}`));
  const instants = calendar.instantsOf(range);
  // SQLite hands constants, and nothing else, into the two halves of a union: only so is an index on the time used.
  const conditions = [
    within(source.time, instants),
    ...Object.entries(where).map(([column, wanted]) => isOneOf(column, wanted)),
  ];
  const rows = sql.raw(allRows(source.mirror, source.columns));
  const matching = sql`from ${rows} where ${sql.join(conditions, sql.raw(' and '))}`;
  if (by === 'none') {
    const groups =
      names.length === 0 ? sql.raw('having count(*) > 0') : sql`group by ${sql.join(names, comma)}`;
    return sql`select ${sql.join([...names, ...sums], comma)} ${matching} ${groups}`;
  }
  const day = localDay(source.time, calendar, instants);
  const unit = sql.raw(by === 'week' ? mondayOf(day) : day);
  const grouped = sql`select ${sql.join([sql`${unit} as period`, ...names, ...sums], comma)} ${matching}
    group by ${sql.join([sql.raw('period'), ...names], comma)}`;
  if (by === 'day' || by === 'week') return grouped;
  // Days are put together to the months that they are in: there are few of both.
  const periods = periodsOf(range, by).map(
    ({ number, days }) => sql`(${number}, ${days.from}, ${days.until})`,
  );
  if (periods.length === 0) periods.push(sql`(0, 0, 0)`);
  const totals = measures.map((name) => sql.raw(`sum(${name}) as ${name}`));
  const keys = [sql.raw('number'), ...names];
  return sql`with periods(number, first, stop) as (values ${sql.join(periods, comma)})
    select ${sql.join([sql.raw('number as period'), ...names, ...totals], comma)}
    from (${grouped}) as days join periods on days.period >= periods.first and days.period < periods.stop
    group by ${sql.join(keys, comma)}`;
}

function within(time: string, instants: readonly Instants[]): SQL {
  const [first, last] = [instants[0]?.from ?? 0, instants.at(-1)?.until ?? 0];
  const column = sql.raw(time);
  const all = sql`${column} >= ${first} and ${column} < ${last}`;
  if (instants.length < 2) return all;
  // A clock that was put back over midnight: what lies between belongs to another day.
  const parts = instants.map(({ from, until }) => sql`${column} >= ${from} and ${column} < ${until}`);
  return sql`${all} and (${sql.join(parts, sql.raw(' or '))})`;
}

/** The number of the local day that an instant is on. */
function localDay(time: string, calendar: LocalCalendar, instants: readonly Instants[]): string {
  const [first, last] = [instants[0]?.from ?? 0, instants.at(-1)?.until ?? 0];
  const offsets = calendar.offsetsIn({ from: first, until: last });
  const latest = offsets.at(-1)?.offsetMs ?? 0;
  const cases = offsets.slice(0, -1).map(({ until, offsetMs }) => `when ${time} < ${until} then ${offsetMs}`);
  const offset = cases.length === 0 ? String(latest) : `case ${cases.join(' ')} else ${latest} end`;
  return `(${time} + ${offset}) / ${dayMs}`;
}

/** Days count from a Thursday. */
const mondayOf = (day: string): string => `(${day}) - ((${day}) % 7 + 10) % 7`;

function isOneOf(column: string, values: readonly (string | number)[]): SQL {
  if (values.length === 0) return sql.raw('false');
  return sql`${sql.raw(column)} in (${sql.join(
    values.map((value) => sql`${value}`),
    comma,
  )})`;
}
