import { sql } from 'drizzle-orm';
import type { DateRange, OrderTotals } from '#contract/analytics.ts';
import { rangeBefore } from '../../cache/rollups/range-before.ts';
import { ordersByCategory } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { orderTotals, totalsMeasures, totalsRow } from '../columns.ts';
import { datesOf, daysOf } from '../dates.ts';
import { askOrders } from '../questions.ts';

/** Orders that were created in a range, by currency, and in the range before. */
export async function totals(
  reader: AnalyticsReader,
  { range }: { readonly range: DateRange },
): Promise<{ totals: OrderTotals[]; before: DateRange; totalsBefore: OrderTotals[] }> {
  const days = daysOf(range);
  const before = rangeBefore(days);
  const ask = (of: typeof days) => ({
    sql: sql`${askOrders(reader, ordersByCategory, { range: of, by: 'none', dimensions: ['currency'], measures: totalsMeasures })} order by currency`,
    row: totalsRow,
  });
  const [now, then] = await reader.cache.together([ask(days), ask(before)]);
  return { totals: now.map(orderTotals), before: datesOf(before), totalsBefore: then.map(orderTotals) };
}
