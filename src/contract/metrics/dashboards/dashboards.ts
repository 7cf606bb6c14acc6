import { categoryDashboard, cohortDashboard, platformDashboard } from './business-dashboards.ts';
import { advertiserDashboard, channelDashboard, editorDashboard } from './customer-dashboards.ts';
import type { Dashboard } from './dashboard.ts';

/** Every dashboard, by the name it has in addresses. */
export const dashboards = {
  platform: platformDashboard,
  editor: editorDashboard,
  advertiser: advertiserDashboard,
  channel: channelDashboard,
  category: categoryDashboard,
  customers: cohortDashboard,
} as const satisfies Record<string, Dashboard>;

export type DashboardName = keyof typeof dashboards;

function isDashboardName(name: string): name is DashboardName {
  return name in dashboards;
}

export const dashboardNames: readonly DashboardName[] = Object.keys(dashboards).filter(isDashboardName);
