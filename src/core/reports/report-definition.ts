import type { ReportKind, ReportParameters } from '#contract/reports.ts';
import type { Permission } from '#contract/permissions.ts';
import type { Part } from '../exports/export-job.ts';

/** A report: what of the local copy it shows, for parameters. */
export type ReportDefinition = {
  readonly kind: ReportKind;
  readonly title: string;
  /** Whoever may read the numbers may have the report. */
  readonly permission: Permission;
  readonly parts: (parameters: ReportParameters, timeZone: string) => readonly Part[];
};
