import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId } from '#contract/ids.ts';
import {
  type Customer,
  type CustomerProfile,
  customerProfileSchema,
  type Payment,
  paymentSchema,
} from '#contract/marketplace/customer.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import type { AccountBalance } from '#contract/marketplace/statement.ts';
import { customerAccountKinds } from '#contract/marketplace/money.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { microsColumn } from '../../../cache/micros-column.ts';
import { countByStatus, statusCountsRow } from '../../orders/queries/count-by-status.ts';
import { customerColumns, customerRow } from './cached-customer.ts';

type ByStatus = CustomerProfile['bought'][number];
type StatusCounts = z.output<typeof statusCountsRow>;
type OwnChannel = CustomerProfile['channels'][number];
type Rating = CustomerProfile['rating'];

const { channels, rating: ratingRow } = customerProfileSchema.shape;

const accountRow = z
  .object({
    kind: z.enum(customerAccountKinds),
    currency: z.string(),
    balance: microsColumn,
    available: microsColumn,
  })
  .transform(({ kind, currency, balance, available }): AccountBalance => ({
    kind,
    currency,
    balance: { micros: balance, currency },
    available: { micros: available, currency },
  }));

const paymentRow = z
  .object({
    id: z.int(),
    kind: z.string(),
    state: z.string(),
    gateway: z.string(),
    amount: microsColumn,
    currency: z.string(),
    createdAt: z.int(),
  })
  .transform(({ amount, currency, ...payment }): Payment =>
    paymentSchema.parse({ ...payment, amount: { micros: amount, currency } }),
  );

/**
 * A customer with what they have, what they bought and sold, and what others think of them.
 *
 * @throws OpsdeckError NOT_FOUND
 */
export async function getCustomer(cache: CacheReads, id: CustomerId): Promise<CustomerProfile> {
  const [[customer], accounts, bought, sold, [rating], owned, pendingPayments] = await cache.together<
    [Customer & { held: number }, AccountBalance, StatusCounts, StatusCounts, Rating, OwnChannel, Payment]
  >([
    {
      sql: sql`select ${customerColumns}, held_by_operator as held from customers where id = ${id}`,
      row: customerRow.and(z.object({ held: z.int() })),
    },
    {
      sql: sql`select kind, currency, credits_posted - debits_posted as balance,
          credits_posted - debits_posted - debits_pending as available
        from ledger_accounts where customer_id = ${id} order by currency, kind desc`,
      row: accountRow,
    },
    { sql: countOf({ advertiserId: id, editorId: null }), row: statusCountsRow },
    { sql: countOf({ advertiserId: null, editorId: id }), row: statusCountsRow },
    {
      sql: sql`select count(*) as count, avg(stars * 1.0) as average from ratings where subject_id = ${id}`,
      row: ratingRow,
    },
    {
      sql: sql`select id, title, username, state, subscribers from channels where owner_id = ${id} order by id limit 200`,
      row: channels.element,
    },
    {
      sql: sql`select id, kind, state, gateway, amount_micros as amount, currency, created_at as createdAt
        from payments where customer_id = ${id} and state = 'pending' order by id limit 100`,
      row: paymentRow,
    },
  ]);
  if (customer === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Customer ${id}` });
  const { held, ...known } = customer;
  return {
    ...known,
    heldByOperator: held === 1,
    accounts,
    bought: byStatus(bought),
    sold: byStatus(sold),
    rating: rating ?? { count: 0, average: null },
    channels: owned,
    pendingPayments,
  };
}

/** From the sums: of all time, whatever of the orders is kept. */
function countOf(side: Pick<OrderFilter, 'advertiserId' | 'editorId'>): SQL {
  const counts = countByStatus({ search: '', categories: [], ...side });
  if (counts === null) throw new TypeError('the sums tell the orders of one side apart');
  return counts;
}

function byStatus([counts]: readonly StatusCounts[]): ByStatus[] {
  if (counts === undefined) return [];
  return orderStatuses
    .map((status) => ({ status, orders: counts[status] }))
    .filter(({ orders }) => orders > 0);
}
