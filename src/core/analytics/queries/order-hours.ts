import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DateRange } from '#contract/analytics.ts';
import { firstDayOfMonth, monthOfDay } from '../../cache/rollups/civil-date.ts';
import { ordersByHour } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { daysOf } from '../dates.ts';
import { askOrders } from '../questions.ts';

const row = z.object({ hour_of_week: z.int(), rows: z.int(), completed: z.int() });

/** When orders are made: hours of the week that have any, over all months that the range touches. */
export async function orderHours(
  reader: AnalyticsReader,
  { range }: { readonly range: DateRange },
): Promise<{ hourOfWeek: number; orders: number; completed: number }[]> {
  const { from, until } = daysOf(range);
  const months = {
    from: firstDayOfMonth(monthOfDay(from)),
    until: firstDayOfMonth(monthOfDay(until - 1) + 1),
  };
  const question = askOrders(reader, ordersByHour, {
    range: months,
    by: 'none',
    dimensions: ['hour_of_week'],
    measures: ['rows', 'completed'],
  });
  const rows = await reader.cache.rows(sql`${question} order by hour_of_week`, row);
  return rows.map((one) => ({ hourOfWeek: one.hour_of_week, orders: one.rows, completed: one.completed }));
}
