import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DateRange, OrderTotals } from '#contract/analytics.ts';
import { categories as categoryNames, type Category } from '#contract/marketplace/channels.ts';
import { rangeBefore } from '../../cache/rollups/range-before.ts';
import { ordersByCategory } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { orderTotals, totalsMeasures, totalsRow } from '../columns.ts';
import { datesOf, daysOf } from '../dates.ts';
import { askOrders } from '../questions.ts';

export type CategoryTotals = OrderTotals & { category: Category };

const row = totalsRow.extend({ category: z.enum(categoryNames) });

/** Orders that were created in a range, by category and currency, and in the range before. */
export async function categories(
  reader: AnalyticsReader,
  { range }: { readonly range: DateRange },
): Promise<{ categories: CategoryTotals[]; before: DateRange; categoriesBefore: CategoryTotals[] }> {
  const days = daysOf(range);
  const before = rangeBefore(days);
  const ask = (of: typeof days) => ({
    sql: sql`${askOrders(reader, ordersByCategory, { range: of, by: 'none', dimensions: ['category', 'currency'], measures: totalsMeasures })} order by category, currency`,
    row,
  });
  const [now, then] = await reader.cache.together([ask(days), ask(before)]);
  return { categories: now.map(named), before: datesOf(before), categoriesBefore: then.map(named) };
}

function named(totals: z.infer<typeof row>): CategoryTotals {
  return { ...orderTotals(totals), category: totals.category };
}
