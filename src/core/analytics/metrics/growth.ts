import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MonthOfGrowth } from '#contract/metrics/growth.ts';
import { dayOfIsoDate, firstDayOfMonth, isoDate, monthOfDay } from '../../cache/rollups/civil-date.ts';
import { memberSteps } from '../../cache/rollups/member-steps.ts';
import { stepTable } from '../../cache/rollups/rollup-tables.ts';
import { advertiserRetention } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';

const row = z.object({ period: z.int(), step: z.enum(memberSteps), members: z.int() });

/** Where the advertisers of each month come from. */
export async function growth(
  { cache }: AnalyticsReader,
  { lastMonth, months }: { readonly lastMonth: string; readonly months: number },
): Promise<MonthOfGrowth[]> {
  const last = monthOfDay(dayOfIsoDate(lastMonth));
  const first = last - months + 1;
  const rows = await cache.rows(
    sql`select period, step, members from ${sql.raw(stepTable(advertiserRetention))} where period between ${first} and ${last}`,
    row,
  );
  const counts = new Map(rows.map(({ period, step, members }) => [`${period} ${step}`, members]));
  return Array.from({ length: months }, (_, index) => {
    const month = first + index;
    const count = (step: (typeof memberSteps)[number]): number => counts.get(`${month} ${step}`) ?? 0;
    return {
      month: isoDate(firstDayOfMonth(month)),
      fresh: count('fresh'),
      kept: count('kept'),
      back: count('back'),
      lost: count('lost'),
    };
  });
}
