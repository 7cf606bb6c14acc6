import type { ReportKind } from '#contract/reports/report-content.ts';
import { campaignsReport } from './standard/campaigns.ts';
import { earningsReport } from './standard/earnings.ts';
import { platformReport } from './standard/platform.ts';
import { spendingReport } from './standard/spending.ts';
import type { StandardReport } from './standard-report.ts';

export const standardReports: Readonly<Record<ReportKind, StandardReport>> = {
  earnings: earningsReport,
  spending: spendingReport,
  campaigns: campaignsReport,
  platform: platformReport,
};
