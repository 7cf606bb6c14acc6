import { createContext, use } from 'react';
import type { DateRange } from '#contract/analytics.ts';
import type { Dashboard } from '#contract/metrics/dashboards/dashboard.ts';
import type { DashboardState } from '#contract/metrics/dashboards/panel-queries.ts';
import { type RowsBehind, rowsBehind } from '#contract/metrics/drill-down.ts';
import type { MetricFilters } from '#contract/metrics/metric-query.ts';
import type { MetricName } from '#contract/metrics/metrics.ts';

/** The dashboard that is looked at, and what is set on it. */
export type OpenDashboard = {
  readonly dashboard: Dashboard;
  readonly state: DashboardState;
  readonly timeZone: string;
};

export const DashboardContext = createContext<OpenDashboard | null>(null);

/** @throws Error outside of a dashboard */
export function useDashboard(): OpenDashboard {
  const open = use(DashboardContext);
  if (open === null) throw new Error('this belongs on a dashboard');
  return open;
}

/** The rows behind a number of a panel; null where no list can show them. */
export function behindOf(
  { state }: OpenDashboard,
  name: MetricName,
  range: DateRange,
  filters: MetricFilters,
): RowsBehind | null {
  return rowsBehind(name, range, filters, state.currency);
}
