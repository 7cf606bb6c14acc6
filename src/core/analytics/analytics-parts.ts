import type { DashboardState } from '#contract/metrics/dashboards/panel-queries.ts';
import { type DashboardName, dashboards } from '#contract/metrics/dashboards/dashboards.ts';
import type { ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import type { Cache } from '../cache/cache.ts';
import { isoDate } from '../cache/rollups/civil-date.ts';
import type { Part } from '../exports/export-job.ts';
import { analyticsReader } from './analytics-reader.ts';
import { type MetricsBasis, metricsBasis } from './metrics/basis.ts';
import { dashboardParts } from './metrics/dashboards/dashboard-parts.ts';
import type { BalancesOf } from './metrics/dashboards/open-dashboard.ts';
import { exploreMetric } from './metrics/explore/explore-metric.ts';
import { pivotPart } from './metrics/explore/pivot-part.ts';

/** What of the analytics can stand in a file. Everything is read from the local copy when it is asked for. */
export type AnalyticsParts = {
  basis(): Promise<MetricsBasis>;
  dashboard(name: DashboardName, state: DashboardState): Promise<readonly Part[]>;
  pivot(query: ExploreQuery): Promise<Part>;
};

export function analyticsParts(cache: Cache, balancesOf: BalancesOf): AnalyticsParts {
  return {
    basis: async () => metricsBasis(await analyticsReader(cache), Date.now()),
    async dashboard(name, state) {
      const reader = await analyticsReader(cache);
      const now = Date.now();
      const today = isoDate(reader.calendar.dayOf(now));
      return dashboardParts({ dashboard: dashboards[name], state, reader, now, today, balancesOf });
    },
    async pivot(query) {
      const answer = await exploreMetric(await analyticsReader(cache), query, Date.now(), cache.patiently());
      return pivotPart(query, answer);
    },
  };
}
