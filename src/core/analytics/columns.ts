import { z } from 'zod';
import { type OrderStatus, orderStatuses } from '#contract/marketplace/orders.ts';
import type { OrderTotals, Revenue, StatusCounts } from '#contract/analytics.ts';

/** Micros as the cache returns them, beyond 2^53 too. */
export const microsColumn = z.union([z.int(), z.bigint()]).transform(String);

const count = z.int();

type PerStatus<Value> = Record<OrderStatus, Value>;

/** The same for each status. */
export function perStatus<Value>(of: (status: OrderStatus) => Value): PerStatus<Value> {
  return {
    draft: of('draft'),
    pending: of('pending'),
    confirmed: of('confirmed'),
    published: of('published'),
    completed: of('completed'),
    rejected: of('rejected'),
    cancelled: of('cancelled'),
    disputed: of('disputed'),
    refunded: of('refunded'),
  };
}

export const statusColumns = perStatus(() => count);

export function statusCounts(row: PerStatus<number>): StatusCounts {
  return perStatus((status) => row[status]);
}

export const noOrders: StatusCounts = perStatus(() => 0);

export const statusMeasures: readonly string[] = orderStatuses;

/** What is read of orders by the time they were created. */
export const totalsMeasures: readonly string[] = [
  'rows',
  'completed',
  'rejected',
  'cancelled',
  'refunded',
  'price',
  'completed_price',
  'completed_commission',
  'completed_refunded',
];

export const totalsRow = z.object({
  currency: z.string(),
  rows: count,
  completed: count,
  rejected: count,
  cancelled: count,
  refunded: count,
  price: microsColumn,
  completed_price: microsColumn,
  completed_commission: microsColumn,
  completed_refunded: microsColumn,
});

export function orderTotals(row: z.infer<typeof totalsRow>): OrderTotals {
  const { currency } = row;
  const money = (micros: string) => ({ micros, currency });
  return {
    orders: row.rows,
    settled: row.completed + row.rejected + row.cancelled + row.refunded,
    completed: row.completed,
    price: money(row.price),
    completedPrice: money(row.completed_price),
    completedCommission: money(row.completed_commission),
    completedRefunded: money(row.completed_refunded),
  };
}

/** What is read of orders by the time they were completed. */
export const revenueMeasures: readonly string[] = ['rows', 'price', 'commission', 'refunded'];

export const revenueRow = z.object({
  currency: z.string(),
  rows: count,
  price: microsColumn,
  commission: microsColumn,
  refunded: microsColumn,
});

export function revenueOf(row: z.infer<typeof revenueRow>): Revenue {
  const { currency } = row;
  return {
    completed: row.rows,
    price: { micros: row.price, currency },
    commission: { micros: row.commission, currency },
    refunded: { micros: row.refunded, currency },
  };
}

/** Rows of an answer by period. */
export const byPeriod = { period: z.int() };
