import { type SQL, sql } from 'drizzle-orm';
import type { MirrorTable } from '../mirror-table.ts';
import type { DayRange, LocalCalendar } from './local-calendar.ts';
import { measureValue } from './measure-value.ts';
import type { SumRollup } from './rollup.ts';
import { allRows } from './rollup-source.ts';
import { absentKey, dimensionName, dimensionType, liesByTime, rollupTable } from './rollup-tables.ts';
import { type RangePart, type RollupUnit, splitRange } from './split-range.ts';
import { sumColumns } from './sum-keeper.ts';

export type RollupQuestion = {
  /** Days of the workspace; null is all time. */
  readonly range: DayRange | null;
  /** The answer has one row for each of these, named `period`: a day's number, the number of a week's Monday, a month's. */
  readonly by: RollupUnit;
  /** Dimensions that the answer tells apart. */
  readonly dimensions: readonly string[];
  /** Measures to add up; `rows` counts. */
  readonly measures: readonly string[];
  /** Only cells with one of these values. */
  readonly where?: Readonly<Record<string, readonly (string | number)[]>>;
};

/**
 * The query that answers a question from a rollup, exactly for any range: from months (and quarters) where they are whole, from
 * days at the edges, and from rows where the rollup has no days. `mirror` is the rollup's source.
 */
export function readRollup(
  rollup: SumRollup,
  mirror: MirrorTable,
  calendar: LocalCalendar,
  question: RollupQuestion,
): SQL {
  const parts = splitRange(question.range, rollup.grains, question.by);
  const selects = parts.map((part) => selectPart(rollup, mirror, calendar, question, part));
  if (selects.length === 0)
    selects.push(sql`${selectPart(rollup, mirror, calendar, question, nothing(rollup))}`);
  const names = question.dimensions.map((name) => sql.raw(name));
  const keys = question.by === 'none' ? names : [sql.raw('period'), ...names];
  const sums = question.measures.map((name) => sql.raw(`sum(${name}) as ${name}`));
  const groups = keys.length === 0 ? sql.raw('having count(*) > 0') : sql`group by ${sql.join(keys, comma)}`;
  return sql`select ${sql.join([...keys, ...sums], comma)} from (${sql.join(selects, sql.raw(' union all '))}) ${groups}`;
}

const comma = sql.raw(', ');

function nothing(rollup: SumRollup): RangePart {
  return { source: rollup.grains.includes('day') ? 'day' : 'month', from: 0, until: 0, month: 0 };
}

function selectPart(
  rollup: SumRollup,
  mirror: MirrorTable,
  calendar: LocalCalendar,
  question: RollupQuestion,
  part: RangePart,
): SQL {
  if (part.source === 'rows') return selectRows(rollup, mirror, calendar, question, part);
  const columns = [
    sql`${sql.raw(periodOf(part, question.by))} as period`,
    ...[...question.dimensions, ...question.measures].map((name) => sql.raw(name)),
  ];
  const narrowed = Object.entries(question.where ?? {}).map(([name, values]) => isOneOf(name, values));
  const isBounded = Number.isFinite(part.from);
  const table = sql.raw(rollupTable(rollup, part.source));
  if (
    isBounded &&
    rollup.clustered === 'dimensions' &&
    liesByTime(rollup, part.source) &&
    narrowed.length > 0
  )
    return sql`select ${sql.join(columns, comma)} from ${periodsFrom(part)} cross join ${table} using (period) ${whereAll(narrowed)}`;
  const conditions = [
    ...(isBounded ? [sql`period >= ${part.from} and period < ${part.until}`] : []),
    ...narrowed,
  ];
  return sql`select ${sql.join(columns, comma)} from ${table} ${whereAll(conditions)}`;
}

/** Each period of a part, to look something up in it: SQLite would go through everybody's of all of them. */
const periodsFrom = ({ from, until }: RangePart): SQL =>
  sql`(with recursive each(period) as (select ${from} union all select period + 1 from each where period + 1 < ${until})
    select period from each)`;

/** The edges of a rollup without days: the rows of less than a month. */
function selectRows(
  rollup: SumRollup,
  mirror: MirrorTable,
  calendar: LocalCalendar,
  question: RollupQuestion,
  part: RangePart,
): SQL {
  if (question.by === 'day' || question.by === 'week' || !Number.isFinite(part.from)) {
    throw new Error(`${rollup.name} has no days`);
  }
  const keyed = rollup.dimensions.map((dimension) => {
    const name = dimensionName(dimension);
    if (!('column' in dimension)) throw new Error(`${rollup.name} can only be read by whole months`);
    const absent = dimensionType(dimension, mirror) === 'text' ? `'${absentKey.text}'` : absentKey.integer;
    return { name, isNullable: `coalesce(${name}, ${absent})` };
  });
  const valueOf = (name: string): string => {
    const measure = rollup.measures.find((one) => one.name === name);
    return measure === undefined ? '1' : measureValue(measure);
  };
  const columns = [
    sql`${sql.raw(periodOf(part, question.by))} as period`,
    ...question.dimensions.map((name) =>
      sql.raw(`${keyed.find((one) => one.name === name)?.isNullable ?? name} as ${name}`),
    ),
    ...question.measures.map((name) => sql.raw(`${valueOf(name)} as ${name}`)),
  ];
  const time = sql.raw(rollup.time);
  const stretches = calendar
    .instantsOf({ from: part.from, until: part.until })
    .map(({ from, until }) => sql`${time} >= ${from} and ${time} < ${until}`);
  const conditions = [
    stretches.length === 0 ? sql.raw('false') : sql`(${sql.join(stretches, sql.raw(' or '))})`,
    ...Object.entries(question.where ?? {}).map(([name, values]) => isOneOf(name, values)),
  ];
  return sql`select ${sql.join(columns, comma)} from ${sql.raw(allRows(mirror, sumColumns(rollup)))} ${whereAll(conditions)}`;
}

function isOneOf(name: string, values: readonly (string | number)[]): SQL {
  if (values.length === 0) return sql.raw('false');
  return sql`${sql.raw(name)} in (${sql.join(
    values.map((value) => sql`${value}`),
    comma,
  )})`;
}

function whereAll(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? sql.raw('') : sql`where ${sql.join([...conditions], sql.raw(' and '))}`;
}

/** The period of the answer that a cell of the part belongs to. Days 4 and before −3, 4, 11 … are Mondays: day 0 is a Thursday. */
function periodOf(part: RangePart, by: RollupQuestion['by']): string {
  switch (by) {
    case 'none':
      return '0';
    case 'day':
      return 'period';
    case 'week':
      return 'period - (period % 7 + 10) % 7';
    case 'month':
      return part.source === 'month' ? 'period' : String(part.month);
    case 'quarter':
      if (part.source === 'quarter') return 'period';
      return part.source === 'month' ? 'period / 3' : String(Math.floor(part.month / 3));
  }
}
