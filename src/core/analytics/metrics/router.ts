import { metricsContract } from '#contract/metrics/contract.ts';
import type { Cache } from '../../cache/cache.ts';
import { implement } from '../../rpc/implement.ts';
import { analyticsReader } from '../analytics-reader.ts';
import { currenciesInUse } from './currencies.ts';
import { queryMetrics } from './query-metrics.ts';

export function metricsRouter(cache: Cache) {
  return implement(metricsContract, {
    query: async ({ input }) => queryMetrics(await analyticsReader(cache), input, Date.now()),
    currencies: () => currenciesInUse(cache),
  });
}
