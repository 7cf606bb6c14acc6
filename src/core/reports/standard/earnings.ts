import { sql } from 'drizzle-orm/sql';
import { rollupTable } from '../../cache/rollups/rollup-tables.ts';
import type { ExportColumn } from '../../exports/exported-table.ts';
import { chartPart, tablePart } from '../../exports/table-part.ts';
import { earningsByEditor } from '../../marketplace/orders/rollups.ts';
import { inMonths, monthText } from '../months.ts';
import type { StandardReport } from '../standard-report.ts';

const table = sql.raw(rollupTable(earningsByEditor, 'month'));
const currency = sql`sums.currency`;

const amounts: readonly ExportColumn[] = [
  { key: 'orders', label: 'Orders', type: 'count', value: sql`sum(sums.rows)` },
  { key: 'price', label: 'Price', type: 'money', value: sql`sum(sums.price)`, currency },
  { key: 'refunded', label: 'Refunded', type: 'money', value: sql`sum(sums.refunded)`, currency },
  { key: 'commission', label: 'Commission', type: 'money', value: sql`sum(sums.commission)`, currency },
  {
    key: 'earned',
    label: 'Earned',
    type: 'money',
    value: sql`sum(sums.price - sums.refunded - sums.commission)`,
    currency,
  },
];

/** What editors earned, by the month in which their orders were completed: price less refunds and commission. */
export const earningsReport: StandardReport = {
  kind: 'earnings',
  title: 'Earnings',
  permission: 'finance:read',
  parts(parameters) {
    const { customerId } = parameters;
    const meant =
      customerId === null ? inMonths(parameters) : sql`${inMonths(parameters)} and editor_id = ${customerId}`;
    const byMonth = tablePart(
      'By month',
      [{ key: 'month', label: 'Month', type: 'text', value: monthText }, ...amounts],
      sql`from ${table} as sums where ${meant} group by period, currency order by period, currency`,
    );
    const byEditor = tablePart(
      'By editor',
      [
        { key: 'editorId', label: 'No.', type: 'integer', value: sql`sums.editor_id` },
        { key: 'editor', label: 'Editor', type: 'text', value: sql`customers.name` },
        ...amounts,
      ],
      sql`from ${table} as sums left join customers on customers.id = sums.editor_id where ${meant}
        group by sums.editor_id, sums.currency order by sum(sums.price - sums.refunded - sums.commission) desc, sums.editor_id`,
    );
    return [
      chartPart('Earned by month', 'bars', byMonth, { by: 'month', value: 'earned' }),
      byMonth,
      byEditor,
    ];
  },
};
