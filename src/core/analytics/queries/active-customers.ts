import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CustomerRole, customerRoles } from '#contract/marketplace/customers.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';

const hourMs = 3_600_000;

const row = z.object({ role: z.enum(customerRoles), day: z.int(), week: z.int(), month: z.int() });

export type ActiveCustomers = { role: CustomerRole; day: number; week: number; month: number };

/** Customers who were last active within 24 hours, 7 and 30 days before `at`, to the millisecond: whole hours and their edges. */
export function activeCustomers(
  { cache }: AnalyticsReader,
  { at }: { readonly at: number },
): Promise<ActiveCustomers[]> {
  const [day, week, month] = [at - 24 * hourMs, at - 7 * 24 * hourMs, at - 30 * 24 * hourMs];
  const wholeHour = (instant: number): number => Math.ceil(instant / hourMs);
  const now = Math.floor(at / hourMs);
  const edge = (from: number) =>
    sql`last_active_at >= ${from} and last_active_at < ${wholeHour(from) * hourMs}`;
  return cache.rows(
    sql`select role, sum(day) as day, sum(week) as week, sum(month) as month from (
        select role, case when period >= ${wholeHour(day)} then rows else 0 end as day,
          case when period >= ${wholeHour(week)} then rows else 0 end as week, rows as month
        from customers_by_activity_hour where period >= ${wholeHour(month)} and period < ${now}
        union all select role, 1, 1, 1 from customers where last_active_at >= ${now * hourMs} and last_active_at <= ${at}
        union all select role, 1, 0, 0 from customers where ${edge(day)}
        union all select role, 0, 1, 0 from customers where ${edge(week)}
        union all select role, 0, 0, 1 from customers where ${edge(month)}
      ) group by role order by role`,
    row,
  );
}
