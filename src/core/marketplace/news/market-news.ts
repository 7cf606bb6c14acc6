import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { disputeStates } from '#contract/marketplace/disputes.ts';
import {
  highRisk,
  type MarketNews,
  type MarketWaiting,
  type PaymentNews,
} from '#contract/marketplace/news.ts';
import { orderFilterSchema } from '#contract/marketplace/order.ts';
import { paymentFilterSchema } from '#contract/marketplace/payment.ts';
import { instant, type Instant } from '#contract/time.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { matchingOrders } from '../orders/queries/matching-orders.ts';
import { matchingPayments } from '../payments/queries/list-payments.ts';

const counted = z.object({ number: z.int() });

/** Counts of one state of the copy, each by an index. */
async function countEach<Name extends string>(
  cache: CacheReads,
  questions: Readonly<Record<Name, SQL>>,
): Promise<(name: Name) => number> {
  const names = Object.keys(questions);
  const answers = await cache.together(
    Object.values<SQL>(questions).map((from) => ({
      sql: sql`select count(*) as number from ${from}`,
      row: counted,
    })),
  );
  const numbers = new Map(names.map((name, index) => [name, answers[index]?.[0]?.number ?? 0]));
  return (name) => numbers.get(name) ?? 0;
}

/** What happened on the marketplace from an instant on, as the lists that are filtered by it show it. */
export async function marketNews(cache: CacheReads, since: Instant): Promise<MarketNews> {
  const orders = (what: 'created' | 'completed') =>
    sql`orders where ${matchingOrders(orderFilterSchema.parse({ since: { what, at: since } }))}`;
  const became = (state: 'flagged' | 'suspended') =>
    sql`(select distinct customer_id from customer_events
      where to_state = ${state} and to_state in ('flagged', 'suspended') and at >= ${since})`;
  const of = await countEach(cache, {
    created: orders('created'),
    completed: orders('completed'),
    // The index of the queue begins with the state.
    disputed: sql`disputes where state in ${[...disputeStates]} and opened_at >= ${since}`,
    flagged: became('flagged'),
    suspended: became('suspended'),
  });
  return {
    created: of('created'),
    completed: of('completed'),
    disputed: of('disputed'),
    flagged: of('flagged'),
    suspended: of('suspended'),
  };
}

/** What waits for somebody on the marketplace at this time. */
export async function marketWaiting(cache: CacheReads, now: number): Promise<MarketWaiting> {
  const orders = (filter: object) =>
    sql`orders where ${matchingOrders({ ...orderFilterSchema.parse(filter), now: instant(now) })}`;
  const of = await countEach(cache, {
    toConfirm: orders({ statuses: ['pending'] }),
    overdue: orders({ overdue: true }),
    escalatedDisputes: sql`disputes where state = 'escalated'`,
    channelsToDecide: sql`channels where state = 'pending'`,
    risky: sql`customers where risk_score > ${highRisk} and state <> 'suspended'`,
    verifications: sql`verification_requests where state = 'requested'`,
    urgentVerifications: sql`verification_requests where state = 'requested' and priority = 'high'`,
  });
  return {
    toConfirm: of('toConfirm'),
    overdue: of('overdue'),
    escalatedDisputes: of('escalatedDisputes'),
    channelsToDecide: of('channelsToDecide'),
    risky: of('risky'),
    verifications: of('verifications'),
    urgentVerifications: of('urgentVerifications'),
  };
}

/** Payments that failed from an instant on, and money that is still on its way out. */
export async function paymentNews(cache: CacheReads, since: Instant): Promise<PaymentNews> {
  const payments = async (filter: object): Promise<SQL> =>
    sql`payments where ${await matchingPayments(cache, paymentFilterSchema.parse(filter))}`;
  const of = await countEach(cache, {
    failed: await payments({ states: ['failed'], settledSince: since }),
    pendingWithdrawals: await payments({ states: ['pending'], kinds: ['withdrawal'] }),
    pendingPayouts: await payments({ states: ['pending'], kinds: ['payout'] }),
  });
  return {
    failed: of('failed'),
    pendingWithdrawals: of('pendingWithdrawals'),
    pendingPayouts: of('pendingPayouts'),
  };
}
