import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CustomerRole, customerRoles } from '#contract/marketplace/customers.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { instantParts } from '../instant-parts.ts';

const dayMs = 86_400_000;

const row = z.object({ role: z.enum(customerRoles), day: z.int(), week: z.int(), month: z.int() });

export type ActiveCustomers = { role: CustomerRole; day: number; week: number; month: number };

/**
 * Customers who were last active within 24 hours, 7 and 30 days before `at`, to the millisecond: whole days and hours, and the
 * rows at their edges. Each stretch of time is read once, for all the answers it is part of.
 */
export function activeCustomers(
  { cache }: AnalyticsReader,
  { at }: { readonly at: number },
): Promise<ActiveCustomers[]> {
  const [day, week, month] = [at - dayMs, at - 7 * dayMs, at - 30 * dayMs];
  const stretches = [
    counted(day, at + 1, sql.raw('1 as day, 1 as week')),
    counted(week, day, sql.raw('0 as day, 1 as week')),
    counted(month, week, sql.raw('0 as day, 0 as week')),
  ];
  return cache.rows(
    sql`with roles (role) as (values ${sql.join(
      customerRoles.map((role) => sql`(${role})`),
      sql.raw(', '),
    )})
      select role, sum(day * n) as day, sum(week * n) as week, sum(n) as month
      from (${sql.join(stretches.flat(), sql.raw(' union all '))}) group by role having sum(n) > 0 order by role`,
    row,
  );
}

/**
 * Selects how many of each role were last active from one instant on and before another. Rows are counted role by role in an index:
 * to group them sorts them, and in a large business thousands were active in the last hour.
 */
function counted(from: number, until: number, belongsTo: SQL): SQL[] {
  return instantParts(from, until).map((part) =>
    part.source === 'rows'
      ? sql`select role, ${belongsTo}, (select count(*) from customers where customers.role = roles.role
          and last_active_at >= ${part.from} and last_active_at < ${part.until}) as n from roles`
      : sql`select role, ${belongsTo}, rows as n from ${sql.raw(`customers_by_activity_${part.source}`)}
          where period >= ${part.from} and period < ${part.until}`,
  );
}
