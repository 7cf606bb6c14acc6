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

/** Adds up rows by period: each period is a stretch of time that an index on the time can be asked for. */
export function readRows(source: RowSource, calendar: LocalCalendar, question: RowQuestion): SQL {
  const { range, by, columns, measures, where, isScan } = question;
  // A clock that was put back over midnight makes a day two stretches.
  const stretches = periodsOf(range, by).flatMap(({ number, days }) =>
    calendar.instantsOf(days).map(({ from, until }) => sql`(${number}, ${from}, ${until})`),
  );
  if (stretches.length === 0) stretches.push(sql`(0, 0, 0)`);
  const time = sql.raw(source.time);
  const [first, last] = [calendar.instantsOf(range)[0], calendar.instantsOf(range).at(-1)];
  const conditions = [
    // SQLite hands constants, and nothing else, into the two halves of a union: only so is the index on the time used.
    ...(isScan ? [sql`${time} >= ${first?.from ?? 0} and ${time} < ${last?.until ?? 0}`] : []),
    sql`${time} >= stretches.start and ${time} < stretches.stop`,
    ...Object.entries(where).map(([column, values]) => isOneOf(column, values)),
  ];
  const names = columns.map((column) => sql.raw(column));
  const sums = measures.map((name) => sql.raw(`sum(${source.measures[name] ?? '0'}) as ${name}`));
  const keys = by === 'none' ? names : [sql.raw('stretches.period'), ...names];
  const groups = keys.length === 0 ? sql.raw('having count(*) > 0') : sql`group by ${sql.join(keys, comma)}`;
  return sql`with stretches(period, start, stop) as (values ${sql.join(stretches, comma)})
    select ${sql.join([...keys, ...sums], comma)} from stretches cross join ${sql.raw(allRows(source.mirror, source.columns))}
    where ${sql.join(conditions, sql.raw(' and '))} ${groups}`;
}

function isOneOf(column: string, values: readonly (string | number)[]): SQL {
  if (values.length === 0) return sql.raw('false');
  return sql`${sql.raw(column)} in (${sql.join(
    values.map((value) => sql`${value}`),
    comma,
  )})`;
}
