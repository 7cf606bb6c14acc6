import { sql } from 'drizzle-orm/sql';
import { rollupTable } from '../../cache/rollups/rollup-tables.ts';
import type { ExportColumn } from '../../exports/exported-table.ts';
import { chartPart, tablePart } from '../../exports/table-part.ts';
import { ordersByAdvertiser } from '../../marketplace/orders/rollups.ts';
import { inMonths, monthText } from '../months.ts';
import type { StandardReport } from '../standard-report.ts';

const table = sql.raw(rollupTable(ordersByAdvertiser, 'month'));
const currency = sql`sums.currency`;
const open = sql`sums.pending_price + sums.confirmed_price + sums.published_price + sums.disputed_price`;

const amounts: readonly ExportColumn[] = [
  { key: 'orders', label: 'Orders', type: 'count', value: sql`sum(sums.rows)` },
  { key: 'completed', label: 'Completed', type: 'count', value: sql`sum(sums.completed)` },
  {
    key: 'spent',
    label: 'Spent',
    type: 'money',
    value: sql`sum(sums.completed_price - sums.refunded_part)`,
    currency,
  },
  { key: 'held', label: 'In escrow', type: 'money', value: sql`sum(${open})`, currency },
  {
    key: 'refunded',
    label: 'Refunded in full',
    type: 'money',
    value: sql`sum(sums.refunded_price)`,
    currency,
  },
];

/** What advertisers spent, by the month in which they ordered: completed orders less what was given back of them. */
export const spendingReport: StandardReport = {
  kind: 'spending',
  title: 'Spending',
  permission: 'finance:read',
  parts(parameters) {
    const { customerId } = parameters;
    const meant =
      customerId === null
        ? inMonths(parameters)
        : sql`${inMonths(parameters)} and advertiser_id = ${customerId}`;
    const byMonth = tablePart(
      'By month',
      [{ key: 'month', label: 'Month', type: 'text', value: monthText }, ...amounts],
      sql`from ${table} as sums where ${meant} group by period, currency order by period, currency`,
    );
    const byAdvertiser = tablePart(
      'By advertiser',
      [
        { key: 'advertiserId', label: 'No.', type: 'integer', value: sql`sums.advertiser_id` },
        { key: 'advertiser', label: 'Advertiser', type: 'text', value: sql`customers.name` },
        ...amounts,
      ],
      sql`from ${table} as sums left join customers on customers.id = sums.advertiser_id where ${meant}
        group by sums.advertiser_id, sums.currency
        order by sum(sums.completed_price - sums.refunded_part) desc, sums.advertiser_id`,
    );
    return [
      chartPart('Spent by month', 'bars', byMonth, { by: 'month', value: 'spent' }),
      byMonth,
      byAdvertiser,
    ];
  },
};
