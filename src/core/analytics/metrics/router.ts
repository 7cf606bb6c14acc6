import { metricsContract } from '#contract/metrics/contract.ts';
import type { Cache } from '../../cache/cache.ts';
import { implement } from '../../rpc/implement.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { analyticsReader } from '../analytics-reader.ts';
import { annotate } from '../annotations/commands/annotate.ts';
import { removeAnnotation } from '../annotations/commands/remove-annotation.ts';
import { listAnnotations } from '../annotations/queries/list-annotations.ts';
import { metricsBasis } from './basis.ts';
import { cutsOf } from './explore/cuts-of.ts';
import { exploreMetric } from './explore/explore-metric.ts';
import { growth } from './growth.ts';
import { queryMetrics } from './query-metrics.ts';
import { subscribers } from './subscribers.ts';

/** The metrics' part of the contract: everything is answered from the local copy; only notes are written. */
export function metricsRouter(workspace: Workspace, cache: Cache) {
  const reader = () => analyticsReader(cache);
  return implement(metricsContract, {
    query: async ({ input }) => queryMetrics(await reader(), input, Date.now()),
    explore: async ({ input, signal }) =>
      exploreMetric(await reader(), input, Date.now(), cache.patiently(signal)),
    cuts: ({ input }) => Promise.resolve(cutsOf(input.metric)),
    basis: async () => metricsBasis(await reader(), Date.now()),
    growth: async ({ input }) => growth(await reader(), input),
    subscribers: async ({ input }) => subscribers(await reader(), input, Date.now()),
    annotations: async ({ input, caller }) => listAnnotations(await reader(), input, caller),
    annotate: ({ input, caller }) => annotate(workspace, caller, input),
    removeAnnotation: ({ input, caller }) => removeAnnotation(workspace, caller, input.id),
  });
}
