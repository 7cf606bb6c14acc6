import type { Dashboard } from '#contract/metrics/dashboards/dashboard.ts';
import type { DashboardState } from '#contract/metrics/dashboards/panel-queries.ts';
import type { CustomerId } from '#contract/ids.ts';
import type { AccountBalance } from '#contract/marketplace/statement.ts';
import type { AnalyticsReader } from '../../analytics-reader.ts';

/** What a customer has left, account by account: the marketplace knows. */
export type BalancesOf = (customer: CustomerId) => Promise<readonly AccountBalance[]>;

/** A dashboard with what is set on it, and what answers its questions at `now` (milliseconds UTC). */
export type OpenDashboard = {
  readonly dashboard: Dashboard;
  readonly state: DashboardState;
  readonly reader: AnalyticsReader;
  readonly now: number;
  /** The day it is in the workspace. */
  readonly today: string;
  readonly balancesOf: BalancesOf;
};
