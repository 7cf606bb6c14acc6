import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { dayOfIsoDate, firstDayOfMonth, isoDate, monthOfDay } from '../../cache/rollups/civil-date.ts';
import { advertiserRetention } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';

export type RetentionCohort = { cohort: string; signedUp: number; active: number[] };

const sizeRow = z.object({ cohort: z.int(), signed_up: z.int() });
const activeRow = z.object({ cohort: z.int(), period: z.int(), members: z.int() });

/** Of the advertisers who signed up in each of the months up to the last one, how many ordered in each month since. */
export async function retention(
  reader: AnalyticsReader,
  input: { readonly lastMonth: string; readonly months: number },
): Promise<RetentionCohort[]> {
  const last = monthOfDay(dayOfIsoDate(input.lastMonth));
  const first = last - input.months + 1;
  const [sizes, rows] = await reader.cache.together([
    {
      sql: sql`select period as cohort, sum(rows) as signed_up from customers_by_role_month
        where period between ${first} and ${last} and role in ('advertiser', 'both') group by period`,
      row: sizeRow,
    },
    {
      sql: sql`select cohort, period, members from ${sql.raw(advertiserRetention.name)}
        where cohort between ${first} and ${last} and period between cohort and ${last}`,
      row: activeRow,
    },
  ]);
  const signedUp = new Map(sizes.map((row) => [row.cohort, row.signed_up]));
  const members = new Map(rows.map((row) => [`${row.cohort} ${row.period}`, row.members]));
  return Array.from({ length: input.months }, (_, index) => {
    const cohort = first + index;
    return {
      cohort: isoDate(firstDayOfMonth(cohort)),
      signedUp: signedUp.get(cohort) ?? 0,
      active: Array.from(
        { length: last - cohort + 1 },
        (_, age) => members.get(`${cohort} ${cohort + age}`) ?? 0,
      ),
    };
  });
}
