import type { Pool } from 'pg';

type Row = { readonly what: string; readonly parts: string; readonly total: number };

/** What a workspace's marketplace holds, a line for each kind of row. */
export async function describeBusiness(pool: Pool, workspaceId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<Row>(
    `with part (what, place, part, number) as (
       select 'customers', 1, role || case when count(*) = 1 or role = 'both' then '' else 's' end, count(*) from customers where workspace_id = $1 group by role
       union all select 'channels', 2, category, count(*) from channels where workspace_id = $1 group by category
       union all select 'listings', 3, state, count(*) from listings where workspace_id = $1 group by state
       union all select 'orders', 4, status, count(*) from orders where workspace_id = $1 group by status
       union all select 'payments', 5, kind || ' ' || state, count(*) from payments where workspace_id = $1 group by kind, state
       union all select 'disputes', 6, state, count(*) from disputes where workspace_id = $1 group by state
       union all select 'ratings', 7, stars || ' stars', count(*) from ratings where workspace_id = $1 group by stars
     )
     select what, sum(number)::float8 as total,
       string_agg(to_char(number, 'FM999,999,999') || ' ' || part, ', ' order by number desc, part) as parts
     from part group by what, place order by place`,
    [workspaceId],
  );
  const money = await pool.query<{ currency: string; sold: string; commission: string }>(
    `select currency, to_char(sum(price_micros - refunded_micros) / 1000000.0, 'FM999,999,999,999,990.00') as sold,
       to_char(sum(commission_micros) / 1000000.0, 'FM999,999,999,999,990.00') as commission
     from orders where workspace_id = $1 and status = 'completed' group by 1 order by sum(price_micros) desc`,
    [workspaceId],
  );
  return [
    ...rows.map(({ what, total, parts }) => `  ${total.toLocaleString('en')} ${what}: ${parts}`),
    ...money.rows.map(
      ({ currency, sold, commission }) => `  ${currency} ${sold} sold, ${commission} of it commission`,
    ),
  ];
}
