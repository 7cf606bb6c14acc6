import { type SQL, sql } from 'drizzle-orm';
import type { Granularity } from '#contract/metrics/metric-query.ts';
import type { DayRange, LocalCalendar } from '../../cache/rollups/local-calendar.ts';
import { allRows } from '../../cache/rollups/rollup-source.ts';
import { periodsOf } from './periods.ts';
import type { RowSource } from './reading.ts';

type RowQuestion = {
  readonly range: DayRange;
  readonly by: Granularity;
  readonly columns: readonly string[];
  readonly measures: readonly string[];
  readonly where: Readonly<Record<string, readonly (string | number)[]>>;
  /** The rows are those of a whole range. */
  readonly isScan: boolean;
};

const comma = sql.raw(', ');

/** With so few stretches each row is compared with all of them. */
const fewStretches = 4;
/** More slots than that take longer than they save: no zone's clock is moved by less than a quarter of an hour. */
const mostSlots = 100_000;

/** Adds up rows by period: each period is a stretch of time that an index on the time can be asked for. */
export function readRows(source: RowSource, calendar: LocalCalendar, question: RowQuestion): SQL {
  const { range, by, columns, measures, where } = question;
  // A clock that was put back over midnight makes a day two stretches.
  const stretches = periodsOf(range, by).flatMap(({ number, days }) =>
    calendar.instantsOf(days).map(({ from, until }) => ({ number, from, until })),
  );
  if (stretches.length === 0) stretches.push({ number: 0, from: 0, until: 0 });
  const [first, last] = [stretches[0]?.from ?? 0, stretches.at(-1)?.until ?? 0];
  const slotMs = stretches.reduce(
    (size, { from, until }) => commonDivisor(commonDivisor(size, from - first), until - first),
    0,
  );
  const inSlots = stretches.length > fewStretches && (last - first) / slotMs <= mostSlots;
  const time = sql.raw(source.time);
  const values = stretches.map(({ number, from, until }) => sql`(${number}, ${from}, ${until})`);
  const given = sql`stretches(period, start, stop) as (values ${sql.join(values, comma)})`;
  const rows = sql.raw(allRows(source.mirror, source.columns));
  const conditions = [
    // SQLite hands constants, and nothing else, into the two halves of a union: only so is the index on the time used.
    sql`${time} >= ${first} and ${time} < ${last}`,
    inSlots
      ? sql`slots.slot = (${time} - ${sql.raw(String(first))}) / ${sql.raw(String(slotMs))}`
      : sql`${time} >= stretches.start and ${time} < stretches.stop`,
    ...Object.entries(where).map(([column, wanted]) => isOneOf(column, wanted)),
  ];
  const names = columns.map((column) => sql.raw(column));
  const sums = measures.map((name) => sql.raw(`sum(${source.measures[name] ?? '0'}) as ${name}`));
  const keys = by === 'none' ? names : [sql.raw(inSlots ? 'slots.period' : 'stretches.period'), ...names];
  const groups = keys.length === 0 ? sql.raw('having count(*) > 0') : sql`group by ${sql.join(keys, comma)}`;
  const from = inSlots ? sql`${rows} cross join slots` : sql`stretches cross join ${rows}`;
  return sql`with ${inSlots ? sql`recursive ${given}, ${slotsOf(first, slotMs)}` : given}
    select ${sql.join([...keys, ...sums], comma)} from ${from}
    where ${sql.join(conditions, sql.raw(' and '))} ${groups}`;
}

/**
 * Stretches as slots of equal length, which a row finds by its number, however many stretches there are: whole days or weeks, or
 * hours where the clocks were changed meanwhile.
 */
const slotsOf = (first: number, slotMs: number): SQL =>
  sql.raw(`slots(slot, stop, period) as (
  select (start - ${first}) / ${slotMs}, (stop - ${first}) / ${slotMs}, period from stretches
  union all select slot + 1, stop, period from slots where slot + 1 < stop)`);

const commonDivisor = (one: number, other: number): number =>
  other === 0 ? one : commonDivisor(other, one % other);

function isOneOf(column: string, values: readonly (string | number)[]): SQL {
  if (values.length === 0) return sql.raw('false');
  return sql`${sql.raw(column)} in (${sql.join(
    values.map((value) => sql`${value}`),
    comma,
  )})`;
}
