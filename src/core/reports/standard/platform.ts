import { sql } from 'drizzle-orm/sql';
import { categories } from '#contract/marketplace/channels.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { rollupTable } from '../../cache/rollups/rollup-tables.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import type { ExportColumn } from '../../exports/exported-table.ts';
import { chartPart, tablePart } from '../../exports/table-part.ts';
import { ordersByCategory } from '../../marketplace/orders/rollups.ts';
import { inMonths, monthText } from '../months.ts';
import type { StandardReport } from '../standard-report.ts';

const table = sql.raw(rollupTable(ordersByCategory, 'month'));
const currency = sql`sums.currency`;
const statuses = enumLabels(orderStatuses);

const amounts: readonly ExportColumn[] = [
  { key: 'orders', label: 'Orders', type: 'count', value: sql`sum(sums.rows)` },
  { key: 'price', label: 'Ordered for', type: 'money', value: sql`sum(sums.price)`, currency },
  {
    key: 'completed',
    label: 'Completed for',
    type: 'money',
    value: sql`sum(sums.completed_price)`,
    currency,
  },
  {
    key: 'commission',
    label: 'Commission',
    type: 'money',
    value: sql`sum(sums.completed_commission)`,
    currency,
  },
  {
    key: 'completion',
    label: 'Completion',
    type: 'ratio',
    value: sql`sum(sums.completed) * 1.0 / sum(sums.rows)`,
  },
];

/** The marketplace as a whole, by the month in which orders were made and by category. */
export const platformReport: StandardReport = {
  kind: 'platform',
  title: 'Platform',
  permission: 'analytics:read',
  parts(parameters) {
    const meant = inMonths(parameters);
    const byMonth = tablePart(
      'By month',
      [{ key: 'month', label: 'Month', type: 'text', value: monthText }, ...amounts],
      sql`from ${table} as sums where ${meant} group by period, currency order by period, currency`,
    );
    const byCategory = tablePart(
      'By category',
      [
        {
          key: 'category',
          label: 'Category',
          type: 'enum',
          labels: enumLabels(categories),
          value: sql`sums.category`,
        },
        ...amounts,
      ],
      sql`from ${table} as sums where ${meant} group by category, currency order by sum(sums.price) desc, category, currency`,
    );
    const byStatus = tablePart(
      'By status',
      [
        { key: 'month', label: 'Month', type: 'text', value: monthText },
        ...orderStatuses.map((status): ExportColumn => ({
          key: status,
          label: statuses[status] ?? status,
          type: 'count',
          value: sql`sum(sums.${sql.raw(status)})`,
        })),
      ],
      sql`from ${table} as sums where ${meant} group by period order by period`,
    );
    return [
      chartPart('Commission by month', 'bars', byMonth, { by: 'month', value: 'commission' }),
      chartPart('Orders by category', 'bars', byCategory, { by: 'category', value: 'orders' }),
      byMonth,
      byCategory,
      byStatus,
    ];
  },
};
