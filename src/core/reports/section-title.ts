import { exhaustive } from '#contract/exhaustive.ts';
import { dashboards } from '#contract/metrics/dashboards/dashboards.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import type { Permission } from '#contract/permissions.ts';
import type { ReportSection } from '#contract/reports/report-content.ts';
import { standardReports } from './standard-reports.ts';

export function sectionTitle(section: ReportSection): string {
  switch (section.kind) {
    case 'standard':
      return standardReports[section.report].title;
    case 'dashboard':
      return dashboards[section.dashboard].title;
    case 'pivot':
      return metricOf(section.metric).label;
    default:
      return exhaustive(section);
  }
}

/** Whoever may read the numbers may have the report. */
export function sectionPermission(section: ReportSection): Permission {
  return section.kind === 'standard' ? standardReports[section.report].permission : 'analytics:read';
}
