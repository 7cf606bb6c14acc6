import { z } from 'zod';
import { exportFormats } from './exports.ts';
import { customerIdSchema, exportIdSchema } from './ids.ts';
import { currencySchema } from './money.ts';
import { command, type DomainContract, query } from './procedure.ts';
import { instantSchema } from './time.ts';

/** The reports that every console knows. */
export const reportKinds = ['earnings', 'spending', 'campaigns', 'platform'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What a report can be narrowed by, beside its months. */
export const reportFilters: Readonly<Record<ReportKind, readonly ('customer' | 'currency')[]>> = {
  earnings: ['customer', 'currency'],
  spending: ['customer', 'currency'],
  campaigns: ['customer', 'currency'],
  platform: ['currency'],
};

const month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/);

export const reportParametersSchema = z
  .object({
    /** The first and the last month, in the workspace's time zone: `2026-11`. */
    from: month,
    until: month,
    /** An editor's earnings, an advertiser's spending; null: everybody's. */
    customerId: customerIdSchema.nullable().default(null),
    currency: currencySchema.nullable().default(null),
  })
  .refine(({ from, until }) => from <= until, {
    message: 'the last month is before the first',
    path: ['until'],
  });
export type ReportParameters = z.output<typeof reportParametersSchema>;

/**
 * When a report is made by itself. Nothing does so yet: the job queue takes it from here, and sends the file where it says.
 */
export const reportScheduleSchema = z.object({ cron: z.string().max(100), timeZone: z.string().max(60) });
export type ReportSchedule = z.output<typeof reportScheduleSchema>;

export const reportRunSchema = z.object({
  id: exportIdSchema,
  report: z.enum(reportKinds),
  title: z.string(),
  format: z.enum(exportFormats),
  parameters: reportParametersSchema,
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

/** So long a file is kept, in days. */
export const reportsKeptDays = 30;

/** Reports of the business: made by this console from its local copy, and kept by it with their history. */
export const reportsContract = {
  run: command({
    permission: 'reports:run',
    input: z.object({
      report: z.enum(reportKinds),
      format: z.enum(exportFormats),
      parameters: reportParametersSchema,
    }),
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
} as const satisfies DomainContract;
