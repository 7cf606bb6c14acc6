import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DateRange, PeriodUnit, Revenue } from '#contract/analytics.ts';
import { jsonText } from '../cache/json-text.ts';
import { rangeBefore } from '../cache/rollups/range-before.ts';
import type { RollupQuestion } from '../cache/rollups/read-rollup.ts';
import type { SumRollup } from '../cache/rollups/rollup.ts';
import type { AnalyticsReader } from './analytics-reader.ts';
import { revenueMeasures, revenueOf, revenueRow } from './columns.ts';
import { datesOf, daysOf, startOfPeriod } from './dates.ts';
import { askOrders } from './questions.ts';

export type RevenueSeries = {
  readonly periods: (Revenue & { start: string })[];
  readonly before: DateRange;
  readonly revenueBefore: Revenue[];
};

/** Thousands of rows in one text: each row that goes from thread to thread costs more than reading it. Amounts are text. */
const packedRow = z.object({
  packed: jsonText(z.array(z.tuple([z.int(), z.string(), z.int(), z.string(), z.string(), z.string()]))),
});

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
  const [packed, revenueBefore] = await reader.cache.together([
    {
      sql: sql`select json_group_array(json_array(period, currency, rows, cast(price as text), cast(commission as text),
          cast(refunded as text)) order by period, currency) as packed
        from (${askOrders(reader, rollup, { ...question, range: days, by })})`,
      row: packedRow,
    },
    {
      sql: sql`${askOrders(reader, rollup, { ...question, range: before, by: 'none' })} order by currency`,
      row: revenueRow,
    },
  ]);
  return {
    periods: packed.flatMap((row) =>
      row.packed.map(([period, currency, rows, price, commission, refunded]) => ({
        ...revenueOf({ currency, rows, price, commission, refunded }),
        start: startOfPeriod(period, by),
      })),
    ),
    before: datesOf(before),
    revenueBefore: revenueBefore.map(revenueOf),
  };
}
