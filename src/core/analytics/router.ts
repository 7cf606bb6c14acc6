import { analyticsContract } from '#contract/analytics.ts';
import type { Cache } from '../cache/cache.ts';
import { implement } from '../rpc/implement.ts';
import { analyticsReader } from './analytics-reader.ts';
import { activeCustomers } from './queries/active-customers.ts';
import { advertiserSpending } from './queries/advertiser-spending.ts';
import { categories } from './queries/categories.ts';
import { editorChannels } from './queries/editor-channels.ts';
import { editorEarnings } from './queries/editor-earnings.ts';
import { orderHours } from './queries/order-hours.ts';
import { ordersByStatus } from './queries/orders-by-status.ts';
import { retention } from './queries/retention.ts';
import { revenue } from './queries/revenue.ts';
import { topChannels } from './queries/top-channels.ts';
import { totals } from './queries/totals.ts';

export function analyticsRouter(cache: Cache) {
  const reader = () => analyticsReader(cache);
  return implement(analyticsContract, {
    activeCustomers: async ({ input }) => activeCustomers(await reader(), input),
    advertiserSpending: async ({ input }) => advertiserSpending(await reader(), input),
    categories: async ({ input }) => categories(await reader(), input),
    editorChannels: async ({ input }) => editorChannels(await reader(), input),
    editorEarnings: async ({ input }) => editorEarnings(await reader(), input),
    orderHours: async ({ input }) => orderHours(await reader(), input),
    ordersByStatus: async ({ input }) => ordersByStatus(await reader(), input),
    retention: async ({ input }) => retention(await reader(), input),
    revenue: async ({ input }) => revenue(await reader(), input),
    topChannels: async ({ input }) => topChannels(await reader(), input),
    totals: async ({ input }) => totals(await reader(), input),
  });
}
