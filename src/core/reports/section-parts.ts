import { exhaustive } from '#contract/exhaustive.ts';
import type { DashboardName } from '#contract/metrics/dashboards/dashboards.ts';
import type { DashboardState } from '#contract/metrics/dashboards/panel-queries.ts';
import { type ExploreQuery, exploreQuerySchema } from '#contract/metrics/explore/explore-query.ts';
import type { Comparison } from '#contract/metrics/metric-query.ts';
import { fittingGranularity } from '#contract/metrics/range-presets.ts';
import type { ReportSection } from '#contract/reports/report-content.ts';
import { daysOfMonths, type Months } from '#contract/reports/report-period.ts';
import type { Part } from '../exports/export-job.ts';
import { standardReports } from './standard-reports.ts';

/** Where a report gets what is not its own: the analytics know. */
export type ReportSources = {
  basis(): Promise<{
    readonly today: string;
    readonly timeZone: string;
    /** Those in use, the one with most orders first. */
    readonly currencies: readonly string[];
  }>;
  dashboard(name: DashboardName, state: DashboardState): Promise<readonly Part[]>;
  pivot(query: ExploreQuery): Promise<Part>;
};

/** What a report is about. */
export type ReportBasis = {
  readonly sources: ReportSources;
  readonly timeZone: string;
  /** The day it is in the workspace. */
  readonly today: string;
  readonly months: Months;
  /** Null: each by itself, and the main one where there can be only one. */
  readonly currency: string | null;
  readonly mainCurrency: string;
  readonly compare: Comparison;
};

/** A file has more rows than a page shows. */
const mostOfPivot = { rows: 10_000, columns: 60 };

/** The drawings and tables of one part of a report. */
export async function sectionParts(section: ReportSection, basis: ReportBasis): Promise<readonly Part[]> {
  const { sources, timeZone, today, months, currency, mainCurrency, compare } = basis;
  const range = daysOfMonths(months, today);
  switch (section.kind) {
    case 'standard': {
      const { report, customerId } = section;
      const parameters = { ...months, customerId, currency };
      return standardReports[report].parts(parameters, timeZone);
    }
    case 'dashboard': {
      const { dashboard, customerId, channelId, categories } = section;
      const state = {
        range,
        compare,
        granularity: fittingGranularity(range),
        currency: currency ?? mainCurrency,
        categories,
        subject: customerId ?? channelId,
      };
      return sources.dashboard(dashboard, state);
    }
    case 'pivot': {
      const { kind: _kind, ...asked } = section;
      const query = exploreQuerySchema.parse({
        ...asked,
        range,
        compare,
        currency: currency ?? mainCurrency,
        most: mostOfPivot,
      });
      return [await sources.pivot(query)];
    }
    default:
      return exhaustive(section);
  }
}
