import type { ReportParameters } from '#contract/reports.ts';
import type { ReportKind } from '#contract/reports/report-content.ts';
import type { Permission } from '#contract/permissions.ts';
import type { Part } from '../exports/export-job.ts';

/** A report that every console knows: what of the local copy it shows, for parameters. */
export type StandardReport = {
  readonly kind: ReportKind;
  readonly title: string;
  /** Whoever may read the numbers may have the report. */
  readonly permission: Permission;
  readonly parts: (parameters: ReportParameters, timeZone: string) => readonly Part[];
};
