import type { ReportKind } from '#contract/reports.ts';
import { campaignsReport } from './definitions/campaigns.ts';
import { earningsReport } from './definitions/earnings.ts';
import { platformReport } from './definitions/platform.ts';
import { spendingReport } from './definitions/spending.ts';
import type { ReportDefinition } from './report-definition.ts';

export const reportDefinitions: Readonly<Record<ReportKind, ReportDefinition>> = {
  earnings: earningsReport,
  spending: spendingReport,
  campaigns: campaignsReport,
  platform: platformReport,
};
