import { instant } from '#contract/time.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import { customerIdSchema } from '#contract/ids.ts';
import { metricQuerySchema } from '#contract/metrics/metric-query.ts';
import { analyticsReader } from '#core/analytics/analytics-reader.ts';
import { metricsBasis } from '#core/analytics/metrics/basis.ts';
import { growth } from '#core/analytics/metrics/growth.ts';
import { queryMetrics } from '#core/analytics/metrics/query-metrics.ts';
import { subscribers } from '#core/analytics/metrics/subscribers.ts';
import { activeCustomers } from '#core/analytics/queries/active-customers.ts';
import { orderHours } from '#core/analytics/queries/order-hours.ts';
import { retention } from '#core/analytics/queries/retention.ts';
import type { Cache } from '#core/cache/cache.ts';
import { getCustomer } from '#core/marketplace/customers/queries/get-customer.ts';
import type { PageCall } from './page-calls.ts';

/** Asks what the page asks, as the routers of the core do; every question finds its own reader, as there. */
export async function askCore(cache: Cache, call: PageCall, now: number): Promise<unknown> {
  const reader = await analyticsReader(cache);
  switch (call.kind) {
    case 'basis':
      return metricsBasis(reader, now);
    case 'metrics':
      return queryMetrics(reader, metricQuerySchema.parse(call.query), now);
    case 'order-hours':
      return orderHours(reader, call);
    case 'retention':
      return retention(reader, call);
    case 'growth':
      return growth(reader, call);
    case 'active':
      return activeCustomers(reader, { at: instant(call.at) });
    case 'subscribers':
      return subscribers(reader, { ...call.of, range: call.range, granularity: call.granularity }, now);
    case 'balances':
      return getCustomer(cache, customerIdSchema.parse(call.customerId));
    default:
      return exhaustive(call);
  }
}
