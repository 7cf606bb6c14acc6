import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MetricDimension, MetricFact } from '#contract/metrics/metric.ts';
import type { Granularity } from '#contract/metrics/metric-query.ts';
import type { CacheQuery } from '../../cache/cache.ts';
import { jsonText } from '../../cache/json-text.ts';
import type { DayRange, LocalCalendar } from '../../cache/rollups/local-calendar.ts';
import { readRollup } from '../../cache/rollups/read-rollup.ts';
import type { Reading } from './reading.ts';
import { readRows } from './read-rows.ts';

/** The editor of each channel, by their numbers. */
export type Owners = ReadonlyMap<string, string>;

/** One question to one reading of a fact. */
export type CellQuestion = {
  readonly fact: MetricFact;
  readonly reading: Reading;
  readonly range: DayRange;
  readonly by: Granularity;
  readonly dimensions: readonly MetricDimension[];
  readonly measures: readonly string[];
  /** Values that are let through, by dimension. */
  readonly filters: Readonly<Partial<Record<MetricDimension, readonly (string | number)[]>>>;
  /** The measures are those of all that was before each period ended, too. */
  readonly cumulative: boolean;
  /** A condition on what was added up, named `cells`: all, when there is none. */
  readonly among?: SQL;
};

/** What the rows of one period and one set of keys add up to, in the order of the question's measures. */
export type Cell = {
  readonly period: number;
  readonly keys: readonly string[];
  readonly values: readonly bigint[];
};

const packedRow = z.object({
  packed: jsonText(z.array(z.tuple([z.int()], z.union([z.int(), z.string()])))),
});
type Packed = z.output<typeof packedRow>;

/** All rows in one text: each row that goes from thread to thread costs more than reading it. Amounts are text. */
export function cellQuery(question: CellQuestion, calendar: LocalCalendar): CacheQuery<Packed> {
  const columns = columnsOf(question);
  const period = question.by === 'none' ? '0' : 'period';
  const values = question.measures.map((name) => `cast(${name} as text)`);
  const parts = sql.raw([period, ...columns, ...values].join(', '));
  const cells = cellsOf(question, columns, calendar);
  const packed = sql`select json_group_array(json_array(${parts})) as packed`;
  return {
    sql:
      question.among === undefined
        ? sql`${packed} from (${cells})`
        : sql`with cells as materialized (${cells}) ${packed} from cells where ${question.among}`,
    row: packedRow,
  };
}

function cellsOf(question: CellQuestion, columns: readonly string[], calendar: LocalCalendar): SQL {
  const { reading, range, by, measures, filters } = question;
  const where: Record<string, readonly (string | number)[]> = { ...reading.always };
  for (const [dimension, column] of Object.entries(reading.columns)) {
    const values = Object.entries(filters).find(([name]) => name === dimension)?.[1];
    if (values !== undefined) where[column] = values;
  }
  if (reading.kind === 'rows')
    return readRows(reading.source, calendar, {
      range,
      by,
      columns,
      measures,
      where,
    });
  const { rollup, mirror } = reading;
  return readRollup(rollup, mirror, calendar, { range, by, dimensions: columns, measures, where });
}

/** Two dimensions may be in one column: a channel and whose it is. */
function columnsOf({ dimensions, reading }: Pick<CellQuestion, 'dimensions' | 'reading'>): string[] {
  return [...new Set(dimensions.map((dimension) => reading.columns[dimension] ?? ''))];
}

/** Whether the answer needs to know whose a channel is. */
export function needsOwners({ dimensions, reading }: Pick<CellQuestion, 'dimensions' | 'reading'>): boolean {
  return dimensions.some((dimension) => reading.throughChannel?.includes(dimension) === true);
}

export function cellsFrom(
  rows: readonly Packed[],
  question: Pick<CellQuestion, 'dimensions' | 'reading'>,
  owners: Owners,
): Cell[] {
  const columns = columnsOf(question);
  const { reading } = question;
  const places = question.dimensions.map((dimension) => ({
    at: columns.indexOf(reading.columns[dimension] ?? ''),
    isOwner: reading.throughChannel?.includes(dimension) === true,
  }));
  return rows.flatMap(({ packed }) =>
    packed.map(([period, ...rest]) => ({
      period,
      keys: places.map(({ at, isOwner }) => {
        const key = keyText(rest[at] ?? '');
        return isOwner ? (owners.get(key) ?? '') : key;
      }),
      values: rest.slice(columns.length).map(BigInt),
    })),
  );
}

/** What is not known is kept as −1 or as nothing, whatever the column. */
const keyText = (key: string | number): string => (key === -1 ? '' : String(key));
