import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DateRange, StatusCounts } from '#contract/analytics.ts';
import type { CustomerId } from '#contract/ids.ts';
import { orderStatuses, type OrderStatus } from '#contract/marketplace/orders.ts';
import type { Money } from '#contract/money.ts';
import { ordersByAdvertiser } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import {
  byPeriod,
  microsColumn,
  perStatus,
  statusColumns,
  statusCounts,
  statusMeasures,
} from '../columns.ts';
import { daysOf, startOfPeriod } from '../dates.ts';
import { askOrders } from '../questions.ts';

export type MonthOfSpending = {
  start: string;
  currency: string;
  orders: StatusCounts;
  price: Record<OrderStatus, string>;
  refunded: Money;
};

const spendingRow = z.object({
  ...byPeriod,
  ...statusColumns,
  currency: z.string(),
  draft_price: microsColumn,
  pending_price: microsColumn,
  confirmed_price: microsColumn,
  published_price: microsColumn,
  completed_price: microsColumn,
  rejected_price: microsColumn,
  cancelled_price: microsColumn,
  disputed_price: microsColumn,
  refunded_price: microsColumn,
  refunded_part: microsColumn,
});

/** What an advertiser's orders were worth, by the month they were created, by currency and by what became of them. */
export async function advertiserSpending(
  reader: AnalyticsReader,
  { advertiserId, range }: { readonly advertiserId: CustomerId; readonly range: DateRange },
): Promise<MonthOfSpending[]> {
  const prices = orderStatuses.map((status) => `${status}_price` as const);
  const question = askOrders(reader, ordersByAdvertiser, {
    range: daysOf(range),
    by: 'month',
    dimensions: ['currency'],
    measures: [...statusMeasures, ...prices, 'refunded_part'],
    where: { advertiser_id: [advertiserId] },
  });
  const rows = await reader.cache.rows(sql`${question} order by period, currency`, spendingRow);
  return rows.map((one) => ({
    start: startOfPeriod(one.period, 'month'),
    currency: one.currency,
    orders: statusCounts(one),
    price: perStatus((status) => one[`${status}_price`]),
    refunded: { micros: one.refunded_part, currency: one.currency },
  }));
}
