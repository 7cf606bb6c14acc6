import { z } from 'zod';
import { exportIdSchema } from './ids.ts';
import { command, type DomainContract, stream } from './procedure.ts';
import { instantSchema } from './time.ts';

export const exportFormats = ['csv', 'json', 'xlsx', 'pdf'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What a format leaves open. */
export const exportOptionsSchema = z.object({
  /** CSV: a byte order mark, by which a spreadsheet knows that the text is UTF-8. */
  byteOrderMark: z.boolean().default(true),
  /** CSV and JSON lines: what the file holds stands above the rows too. Not every program reads past it. */
  header: z.boolean().default(false),
  /** JSON: one object a line in the place of one document. */
  lines: z.boolean().default(false),
});
export type ExportOptions = z.output<typeof exportOptionsSchema>;

export const mostExportedIds = 100_000;

/** A document of more pages than this is read by nobody; the other formats have no such end. */
export const mostPdfRows = 100_000;

export const exportRequestSchema = z.object({
  /** The grid's name, as its domain declares it. */
  table: z.string().min(1).max(60),
  /** Filter and order, as the grid's own query takes them. */
  input: z.record(z.string(), z.json()),
  /** Those that match the filter, all there are, or these by number. */
  rows: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('matching') }),
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('ids'), ids: z.array(z.int().nonnegative()).min(1).max(mostExportedIds) }),
  ]),
  /** By key, in the order wanted; what the table does not have is left out. Null: every column. */
  columns: z.array(z.string().max(60)).max(200).nullable(),
  format: z.enum(exportFormats),
  options: exportOptionsSchema,
});
export type ExportRequest = z.output<typeof exportRequestSchema>;

export const exportStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

export const exportRunSchema = z.object({
  id: exportIdSchema,
  title: z.string(),
  format: z.enum(exportFormats),
  state: z.enum(exportStates),
  rows: z.int().nonnegative(),
  /** Null until they were counted. */
  total: z.int().nonnegative().nullable(),
  bytes: z.int().nonnegative(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** Null while there is no file; the console forgets it then. */
  expiresAt: instantSchema.nullable(),
  /** As it is offered for download. */
  fileName: z.string().nullable(),
  /** Why it failed, in the error catalogue's words. */
  problem: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
});
export type ExportRun = z.infer<typeof exportRunSchema>;

/** Where a shell serves the file of an export that is done. */
export const exportPath = (id: string): string => `/exports/${id}`;

/**
 * Tables that leave the console as files. Each export is written by this console from its local copy, over one state of it, and
 * belongs to the operator who began it.
 */
export const exportsContract = {
  start: command({
    permission: 'exports:run',
    input: exportRequestSchema,
    output: z.object({ id: exportIdSchema }),
  }),
  /** Stops one that is under way; nothing of its file is left. One that has ended stays as it is. */
  cancel: command({
    permission: 'exports:run',
    input: z.object({ id: exportIdSchema }),
    output: z.void(),
  }),
  /** Deletes the file and forgets the export. */
  discard: command({
    permission: 'exports:run',
    input: z.object({ id: exportIdSchema }),
    output: z.void(),
  }),
  /** The operator's exports, the newest first, at once and at each change. */
  watch: stream({ permission: 'exports:read', input: z.void(), output: z.array(exportRunSchema) }),
} as const satisfies DomainContract;
