import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MonthOfGrowth } from '#contract/metrics/growth.ts';
import { dayOfIsoDate, firstDayOfMonth, isoDate, monthOfDay } from '../../cache/rollups/civil-date.ts';
import { monthOfMember } from '../../cache/rollups/months-of-member.ts';
import { memberTable } from '../../cache/rollups/rollup-tables.ts';
import { advertiserRetention } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';

const row = z.object({ month: z.int(), active: z.int(), fresh: z.int(), kept: z.int(), lost: z.int() });

/** Where the advertisers of each month come from. */
export async function growth(
  { cache }: AnalyticsReader,
  { lastMonth, months }: { readonly lastMonth: string; readonly months: number },
): Promise<MonthOfGrowth[]> {
  const last = monthOfDay(dayOfIsoDate(lastMonth));
  const wanted = Array.from({ length: months }, (_, index) => last - months + 1 + index);
  const each = wanted.map((month): SQL => {
    const { any, fresh, kept, lost } = monthOfMember(month);
    return sql`select ${month} as month, coalesce(sum(${any}), 0) as active, coalesce(sum(${fresh}), 0) as fresh,
      coalesce(sum(${kept}), 0) as kept, coalesce(sum(${lost}), 0) as lost
      from ${sql.raw(memberTable(advertiserRetention))} where cohort is not null`;
  });
  const rows = await cache.rows(sql`${sql.join(each, sql.raw(' union all '))} order by month`, row);
  return rows.map(({ month, active, fresh, kept, lost }) => ({
    month: isoDate(firstDayOfMonth(month)),
    fresh,
    kept,
    back: active - fresh - kept,
    lost,
  }));
}
