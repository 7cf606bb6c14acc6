import { z } from 'zod';
import { exportFormats } from './exports.ts';
import { customerIdSchema, exportIdSchema, reportDefinitionIdSchema } from './ids.ts';
import { currencySchema } from './money.ts';
import { oneLine } from './one-line.ts';
import { permissions } from './permissions.ts';
import { command, type DomainContract, query } from './procedure.ts';
import { reportContentSchema, type ReportKind, reportKinds } from './reports/report-content.ts';
import { monthsSchema } from './reports/report-period.ts';
import { instantSchema } from './time.ts';

/** What a report can be narrowed by, beside its months. */
export const reportFilters: Readonly<Record<ReportKind, readonly ('customer' | 'currency')[]>> = {
  earnings: ['customer', 'currency'],
  spending: ['customer', 'currency'],
  campaigns: ['customer', 'currency'],
  platform: ['currency'],
};

export const reportParametersSchema = monthsSchema.and(
  z.object({
    /** An editor's earnings, an advertiser's spending; null: everybody's. A report of the team has said it itself. */
    customerId: customerIdSchema.nullable().default(null),
    currency: currencySchema.nullable().default(null),
  }),
);
export type ReportParameters = z.output<typeof reportParametersSchema>;

/** One of those that every console knows, or one of the team's. */
const reportReferenceSchema = z.union([z.enum(reportKinds), reportDefinitionIdSchema]);
export type ReportReference = z.output<typeof reportReferenceSchema>;

/** Null for a report of the team. */
export function standardReportOf(reference: ReportReference): ReportKind | null {
  return reportKinds.find((kind) => kind === reference) ?? null;
}

export const longestReportName = 120;
export const longestReportDescription = 500;
/** So many reports a team can have. */
export const mostReportDefinitions = 200;

const newReportSchema = z.object({
  name: oneLine(longestReportName),
  description: z.string().trim().max(longestReportDescription).default(''),
  content: reportContentSchema,
});
export type NewReport = z.output<typeof newReportSchema>;

/** A report that the team has put together itself. */
export const reportDefinitionSchema = z.object({
  id: reportDefinitionIdSchema,
  /** Grows with each change: whoever changes it says which one they saw. */
  version: z.int().positive(),
  name: z.string(),
  description: z.string(),
  /** Null when a newer console wrote what this one does not know. */
  content: reportContentSchema.nullable(),
  changedAt: instantSchema,
  /** Who made it; empty when they are no longer here. */
  owner: z.string(),
  mine: z.boolean(),
  /** Whether whoever asks may change and delete it. */
  mayChange: z.boolean(),
});
export type ReportDefinition = z.infer<typeof reportDefinitionSchema>;

/**
 * When a report is made by itself. Nothing does so yet: the job queue takes it from here, and sends the file where it says.
 */
export const reportScheduleSchema = z.object({ cron: z.string().max(100), timeZone: z.string().max(60) });
export type ReportSchedule = z.output<typeof reportScheduleSchema>;

export const reportRunSchema = z.object({
  id: exportIdSchema,
  report: reportReferenceSchema,
  title: z.string(),
  format: z.enum(exportFormats),
  parameters: reportParametersSchema,
  /** Who has all of these may have the file; a record from before reports of the team is as strict as any of then was. */
  permissions: z.array(z.enum(permissions)).default(['finance:read']),
  /** Whose schedule made it; null when a person asked for it. */
  schedule: reportScheduleSchema.nullable(),
  state: z.enum(['running', 'done', 'failed']),
  startedAt: instantSchema,
  startedBy: z.string(),
  endedAt: instantSchema.nullable(),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  fileName: z.string().nullable(),
  problem: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
});
export type ReportRun = z.infer<typeof reportRunSchema>;

export const reportRequestSchema = z.object({
  report: reportReferenceSchema,
  format: z.enum(exportFormats),
  parameters: reportParametersSchema,
});
export type ReportRequest = z.output<typeof reportRequestSchema>;

/** So long a file is kept, in days. */
export const reportsKeptDays = 30;

/** Reports of the business: made by this console from its local copy, and kept by it with their history. */
export const reportsContract = {
  run: command({
    permission: 'reports:run',
    input: reportRequestSchema,
    output: z.object({ id: exportIdSchema }),
  }),
  /** What was made on this console, the newest first. */
  runs: query({ permission: 'reports:read', input: z.void(), output: z.array(reportRunSchema) }),
  /** Deletes a file and its place in the history. */
  remove: command({
    permission: 'reports:run',
    input: z.object({ id: exportIdSchema }),
    output: z.object({ removed: z.boolean() }),
  }),
  /** The team's own reports, by name. */
  definitions: query({
    permission: 'reports:read',
    input: z.void(),
    output: z.array(reportDefinitionSchema),
  }),
  /** Puts one together. */
  define: command({
    permission: 'reports:run',
    input: newReportSchema,
    output: z.object({ id: reportDefinitionIdSchema }),
  }),
  /** Replaces what one is: by whoever made it, or an administrator. */
  redefine: command({
    permission: 'reports:run',
    input: newReportSchema.extend({ id: reportDefinitionIdSchema, version: z.int().positive() }),
    output: z.object({ version: z.int().positive() }),
  }),
  /** Deletes one; the files that were made of it stay. */
  undefine: command({
    permission: 'reports:run',
    input: z.object({ id: reportDefinitionIdSchema }),
    output: z.object({ removed: z.boolean() }),
  }),
} as const satisfies DomainContract;
