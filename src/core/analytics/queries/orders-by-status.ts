import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DateRange, PeriodUnit, StatusCounts } from '#contract/analytics.ts';
import { rangeBefore } from '../../cache/rollups/range-before.ts';
import { ordersByCategory } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { byPeriod, noOrders, statusColumns, statusCounts, statusMeasures } from '../columns.ts';
import { datesOf, daysOf, startOfPeriod } from '../dates.ts';
import { askOrders } from '../questions.ts';

/** How many orders were created in each period, by what became of them until now. Periods without orders are left out. */
export async function ordersByStatus(
  reader: AnalyticsReader,
  { range, by }: { readonly range: DateRange; readonly by: PeriodUnit },
): Promise<{
  periods: { start: string; counts: StatusCounts }[];
  before: DateRange;
  countsBefore: StatusCounts;
}> {
  const days = daysOf(range);
  const before = rangeBefore(days);
  const question = { dimensions: [], measures: statusMeasures };
  const [periods, [countsBefore]] = await reader.cache.together([
    {
      sql: sql`${askOrders(reader, ordersByCategory, { ...question, range: days, by })} order by period`,
      row: z.object({ ...byPeriod, ...statusColumns }),
    },
    {
      sql: askOrders(reader, ordersByCategory, { ...question, range: before, by: 'none' }),
      row: z.object(statusColumns),
    },
  ]);
  return {
    periods: periods.map((row) => ({ start: startOfPeriod(row.period, by), counts: statusCounts(row) })),
    before: datesOf(before),
    countsBefore: countsBefore === undefined ? noOrders : statusCounts(countsBefore),
  };
}
