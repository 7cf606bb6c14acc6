import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { customerIdSchema } from '#contract/ids.ts';
import { paymentGateways, paymentKinds, paymentStates } from '#contract/marketplace/money.ts';
import { paymentFilterSchema } from '#contract/marketplace/payment.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';
import { daysText } from '../days-text.ts';
import { matchingPayments } from './queries/list-payments.ts';

const kinds = enumLabels(paymentKinds);
const states = enumLabels(paymentStates);
const everyPayment = paymentFilterSchema.parse({});

/** Payments as their grid shows them, and those of one customer. */
export const paymentsExport = exportedTable({
  name: 'payments',
  title: 'Payments',
  permission: 'finance:read',
  input: z.object({
    filter: paymentFilterSchema.default(everyPayment),
    customerId: customerIdSchema.nullable().default(null),
    descending: z.boolean().default(true),
  }),
  columns: [
    { key: 'id', label: 'No.', type: 'integer', value: sql`payments.id` },
    { key: 'customer', label: 'Customer', type: 'text', value: sql`c.name` },
    { key: 'customerId', label: 'Customer no.', type: 'integer', value: sql`payments.customer_id` },
    { key: 'kind', label: 'Kind', type: 'enum', labels: kinds, value: sql`payments.kind` },
    {
      key: 'state',
      label: 'State',
      type: 'enum',
      labels: states,
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
  rows: async ({ filter, customerId, descending }, rows, cache) => {
    const meant =
      rows.kind === 'ids'
        ? sql`payments.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : await matchingPayments(
            cache,
            rows.kind === 'all' ? everyPayment : { ...filter, customerId: customerId ?? filter.customerId },
          );
    return sql`from payments join customers c on c.id = payments.customer_id where ${meant} order by payments.id ${descending ? sql`desc` : sql`asc`}`;
  },
  chosen: ({ filter, customerId }) => [
    ['Search', filter.search],
    ['Kind', filter.kinds.map((kind) => kinds[kind]).join(', ')],
    ['State', filter.states.map((state) => states[state]).join(', ')],
    ['Settled', daysText(filter.settled)],
    ['Currency', filter.currency ?? ''],
    ['Customer no.', String(customerId ?? filter.customerId ?? '')],
  ],
});
