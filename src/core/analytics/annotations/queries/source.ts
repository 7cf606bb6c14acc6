import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DateRange } from '#contract/analytics.ts';
import {
  type Annotation,
  annotationSchema,
  type AnnotationSubject,
  mostAnnotations,
} from '#contract/metrics/annotations.ts';
import type { CacheQuery } from '../../../cache/cache.ts';
import { isoDate } from '../../../cache/rollups/civil-date.ts';
import type { LocalCalendar } from '../../../cache/rollups/local-calendar.ts';
import type { Caller } from '../../../rpc/caller.ts';
import { daysOf } from '../../dates.ts';

/** Whose events are asked for, of which days, and by whom. */
export type AnnotationQuestion = {
  readonly subject: AnnotationSubject;
  readonly range: DateRange | null;
  readonly calendar: LocalCalendar;
  /** Null: a file, in which nobody removes anything. */
  readonly caller: Pick<Caller, 'operatorId' | 'role'> | null;
};

/** One place that something is known from. Rows and their number are asked for apart: each by the same index. */
export type AnnotationSource = {
  readonly columns: SQL;
  /** `from … where …`; what rows only show is looked up in the columns, so that counting them costs less. */
  readonly from: SQL;
  /** By the column that the index leads along. */
  readonly newestFirst: SQL;
  readonly row: z.ZodType<Annotation>;
};

const countRow = z.object({ total: z.int() });
export type CountRow = z.output<typeof countRow>;

export function rowsOf({ columns, from, newestFirst, row }: AnnotationSource): CacheQuery<Annotation> {
  return { sql: sql`select ${columns} ${from} order by ${newestFirst} limit ${mostAnnotations}`, row };
}

/** How many rows there are in all places together. */
export function countOf(sources: readonly AnnotationSource[]): CacheQuery<CountRow> {
  const counts = sources.map(({ from }) => sql`(select count(*) ${from})`);
  return { sql: sql`select ${sql.join(counts, sql.raw(' + '))} as total`, row: countRow };
}

/** Whether a column of instants is within the days that are asked for, as constants that an index can be asked for. */
export function isWithin(column: string, { range, calendar }: AnnotationQuestion): SQL {
  if (range === null) return sql.raw('true');
  // A clock that was put back over midnight makes the days two stretches.
  const stretches = calendar.instantsOf(daysOf(range));
  if (stretches.length === 0) return sql.raw('false');
  const name = sql.raw(column);
  return sql`(${sql.join(
    stretches.map(({ from, until }) => sql`${name} >= ${from} and ${name} < ${until}`),
    sql.raw(' or '),
  )})`;
}

/** A row with the instant `at` as what happened on the day that it was then. */
export function happening<Row extends { readonly id: number; readonly at: number }>(
  schema: z.ZodType<Row>,
  kind: Annotation['kind'],
  { calendar }: AnnotationQuestion,
  /** What is told of it beside its time. */
  told: (row: Row) => Readonly<Record<string, unknown>>,
): z.ZodType<Annotation> {
  return schema.transform((row) =>
    annotationSchema.parse({
      ...told(row),
      kind,
      key: `${kind}:${row.id}`,
      at: row.at,
      day: isoDate(calendar.dayOf(row.at)),
    }),
  );
}
