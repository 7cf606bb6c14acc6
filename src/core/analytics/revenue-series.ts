import { sql } from 'drizzle-orm';
import type { DateRange, PeriodUnit, Revenue } from '#contract/analytics.ts';
import { rangeBefore } from '../cache/rollups/range-before.ts';
import type { RollupQuestion } from '../cache/rollups/read-rollup.ts';
import type { SumRollup } from '../cache/rollups/rollup.ts';
import type { AnalyticsReader } from './analytics-reader.ts';
import { byPeriod, revenueMeasures, revenueOf, revenueRow } from './columns.ts';
import { datesOf, daysOf, startOfPeriod } from './dates.ts';
import { askOrders } from './questions.ts';

export type RevenueSeries = {
  readonly periods: (Revenue & { start: string })[];
  readonly before: DateRange;
  readonly revenueBefore: Revenue[];
};

/** Revenue of each period and currency, and of the range before as a whole. */
export async function revenueSeries(
  reader: AnalyticsReader,
  rollup: SumRollup,
  { range, by }: { readonly range: DateRange; readonly by: PeriodUnit },
  where: NonNullable<RollupQuestion['where']>,
): Promise<RevenueSeries> {
  const days = daysOf(range);
  const before = rangeBefore(days);
  const question = { dimensions: ['currency'], measures: revenueMeasures, where };
  const [periods, revenueBefore] = await reader.cache.together([
    {
      sql: sql`${askOrders(reader, rollup, { ...question, range: days, by })} order by period, currency`,
      row: revenueRow.extend(byPeriod),
    },
    {
      sql: sql`${askOrders(reader, rollup, { ...question, range: before, by: 'none' })} order by currency`,
      row: revenueRow,
    },
  ]);
  return {
    periods: periods.map((row) => ({ ...revenueOf(row), start: startOfPeriod(row.period, by) })),
    before: datesOf(before),
    revenueBefore: revenueBefore.map(revenueOf),
  };
}
