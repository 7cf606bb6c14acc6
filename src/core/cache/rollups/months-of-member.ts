import { type SQL, sql } from 'drizzle-orm';

/** What a member of a cohort rollup did in a month: anything, for the first time, as in the month before, again, or no more. */
export type MonthOfMember = Readonly<Record<'any' | 'fresh' | 'kept' | 'back' | 'lost', SQL>>;

/**
 * Conditions on the rows of `memberTable`, each about one month. The months of a member are one text of JSON, whose keys are in
 * order: looking for a month in it costs a tenth of taking it apart.
 */
export function monthOfMember(month: number): MonthOfMember {
  const now = sql`instr(periods, ${`"${month}"`}) > 0`;
  const before = sql`instr(periods, ${`"${month - 1}"`}) > 0`;
  const isFirst = sql`instr(periods, ${`{"${month}"`}) = 1`;
  return {
    any: now,
    fresh: isFirst,
    kept: sql`(${now} and ${before})`,
    back: sql`(${now} and not ${before} and not ${isFirst})`,
    lost: sql`(${before} and not ${now})`,
  };
}
