import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MonthOfGrowth } from '#contract/metrics/growth.ts';
import { dayOfIsoDate, firstDayOfMonth, isoDate, monthOfDay } from '../../cache/rollups/civil-date.ts';
import { memberTable } from '../../cache/rollups/rollup-tables.ts';
import { advertiserRetention } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';

const row = z.object({ month: z.int(), active: z.int(), before: z.int(), fresh: z.int(), kept: z.int() });

/**
 * Where the advertisers of each month come from. Each advertiser's months are one text of JSON, whose keys are in order: looking
 * for a month in it costs a tenth of taking it apart.
 */
export async function growth(
  { cache }: AnalyticsReader,
  { lastMonth, months }: { readonly lastMonth: string; readonly months: number },
): Promise<MonthOfGrowth[]> {
  const last = monthOfDay(dayOfIsoDate(lastMonth));
  const wanted = Array.from({ length: months }, (_, index) => last - months + 1 + index);
  const each = wanted.map((month): SQL => {
    const now = sql`instr(periods, ${`"${month}"`}) > 0`;
    const before = sql`instr(periods, ${`"${month - 1}"`}) > 0`;
    const isFirst = sql`instr(periods, ${`{"${month}"`}) = 1`;
    return sql`select ${month} as month, coalesce(sum(${now}), 0) as active, coalesce(sum(${before}), 0) as before,
      coalesce(sum(${isFirst}), 0) as fresh, coalesce(sum(${now} and ${before}), 0) as kept
      from ${sql.raw(memberTable(advertiserRetention))} where cohort is not null`;
  });
  const rows = await cache.rows(sql`${sql.join(each, sql.raw(' union all '))} order by month`, row);
  return rows.map(({ month, active, before, fresh, kept }) => ({
    month: isoDate(firstDayOfMonth(month)),
    fresh,
    kept,
    back: active - fresh - kept,
    lost: before - kept,
  }));
}
