import { metricsContract } from '#contract/metrics/contract.ts';
import type { Cache } from '../../cache/cache.ts';
import { implement } from '../../rpc/implement.ts';
import { analyticsReader } from '../analytics-reader.ts';
import { metricsBasis } from './basis.ts';
import { cutsOf } from './explore/cuts-of.ts';
import { exploreMetric } from './explore/explore-metric.ts';
import { growth } from './growth.ts';
import { queryMetrics } from './query-metrics.ts';
import { subscribers } from './subscribers.ts';

/** The metrics' part of the contract: everything is answered from the local copy. */
export function metricsRouter(cache: Cache) {
  const reader = () => analyticsReader(cache);
  return implement(metricsContract, {
    query: async ({ input }) => queryMetrics(await reader(), input, Date.now()),
    explore: async ({ input }) => exploreMetric(await reader(), input, Date.now()),
    cuts: ({ input }) => Promise.resolve(cutsOf(input.metric)),
    basis: async () => metricsBasis(await reader(), Date.now()),
    growth: async ({ input }) => growth(await reader(), input),
    subscribers: async ({ input }) => subscribers(await reader(), input, Date.now()),
  });
}
