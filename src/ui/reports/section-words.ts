import type { TFunction } from 'i18next';
import { metricOf } from '#contract/metrics/metrics.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { ReportSection } from '#contract/reports/report-content.ts';

/** What a part of a report is, in a few words. */
export function sectionWords(t: TFunction<['reports', 'analytics']>, section: ReportSection): string {
  switch (section.kind) {
    case 'standard':
      return t(`kinds.${section.report}.title`);
    case 'dashboard':
      return t('sections.dashboardNamed', { name: t(`analytics:pages.${section.dashboard}`) });
    case 'pivot': {
      const axes = [section.rows, section.columns].filter((axis) => axis !== null);
      return t('sections.pivotNamed', {
        metric: metricOf(section.metric).label,
        axes: axes.map((axis) => t(`analytics:explore.axes.${axis}`)).join(' × '),
      });
    }
    default:
      return exhaustive(section);
  }
}
