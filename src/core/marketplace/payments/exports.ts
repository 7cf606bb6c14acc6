import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { customerIdSchema } from '#contract/ids.ts';
import { paymentGateways, paymentKinds, paymentStates } from '#contract/marketplace/money.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';

/** Payments of one customer or of all, the newest first. */
export const paymentsExport = exportedTable({
  name: 'payments',
  title: 'Payments',
  permission: 'finance:read',
  input: z.object({ customerId: customerIdSchema.nullable().default(null) }),
  columns: [
    { key: 'id', label: 'No.', type: 'integer', value: sql`payments.id` },
    { key: 'customer', label: 'Customer', type: 'text', value: sql`c.name` },
    { key: 'customerId', label: 'Customer no.', type: 'integer', value: sql`payments.customer_id` },
    { key: 'kind', label: 'Kind', type: 'enum', labels: enumLabels(paymentKinds), value: sql`payments.kind` },
    {
      key: 'state',
      label: 'State',
      type: 'enum',
      labels: enumLabels(paymentStates),
      value: sql`payments.state`,
    },
    {
      key: 'gateway',
      label: 'Gateway',
      type: 'enum',
      labels: enumLabels(paymentGateways),
      value: sql`payments.gateway`,
    },
    {
      key: 'amount',
      label: 'Amount',
      type: 'money',
      value: sql`payments.amount_micros`,
      currency: sql`payments.currency`,
    },
    { key: 'createdAt', label: 'Begun', type: 'instant', value: sql`payments.created_at` },
    { key: 'settledAt', label: 'Settled', type: 'instant', value: sql`payments.settled_at` },
    { key: 'orderId', label: 'Order', type: 'integer', value: sql`payments.order_id` },
  ],
  keptTable: 'payments',
  rows: ({ customerId }, rows) => {
    const meant =
      rows.kind === 'ids'
        ? sql`payments.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : rows.kind === 'all' || customerId === null
          ? sql`true`
          : sql`payments.customer_id = ${customerId}`;
    return sql`from payments join customers c on c.id = payments.customer_id where ${meant} order by payments.id desc`;
  },
  chosen: ({ customerId }) => [['Customer no.', customerId === null ? '' : String(customerId)]],
});
