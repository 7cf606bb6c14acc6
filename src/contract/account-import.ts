import { z } from 'zod';
import { accountIdSchema } from './ids.ts';
import { command, query, stream, type DomainContract } from './procedure.ts';
import { instantSchema } from './time.ts';

export const importLimits = {
  bytes: 64 * 1024 * 1024,
  rows: 200_000,
  /** Of the file, in one `append`. As base64 it stays below what a shell reads of one request. */
  chunkBytes: 512 * 1024,
  nameLength: 128,
  labels: 50,
  labelLength: 64,
} as const;

export const accountImportIdSchema = z.uuid().brand<'AccountImportId'>();
export type AccountImportId = z.infer<typeof accountImportIdSchema>;

/** What would become of a row. */
export const importVerdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new') }),
  /** Its account was removed a moment ago and comes back as the account it was. */
  z.object({ kind: z.literal('returns'), accountId: accountIdSchema }),
  z.object({ kind: z.literal('in-pool'), accountId: accountIdSchema }),
  /** The same session as in an earlier row of the file. */
  z.object({ kind: z.literal('repeated'), row: z.int().positive() }),
  z.object({ kind: z.literal('malformed'), problem: z.string() }),
]);
export type ImportVerdict = z.infer<typeof importVerdictSchema>;

/** Texts that a spreadsheet would run as a formula. They are kept as they are, and neutralised wherever they are exported. */
export const importWarnings = ['formula-in-name', 'formula-in-label'] as const;
export type ImportWarning = (typeof importWarnings)[number];

/** A row as the preview shows it. The session itself never leaves the core. */
export const importRowSchema = z.object({
  /** As a spreadsheet numbers it: the line of column names is row 1. In JSON, its place in the list. */
  row: z.int().positive(),
  displayName: z.string(),
  phone: z.string().nullable(),
  labels: z.array(z.string()),
  /** The last four digits of the session's SHA-256; null when there is no readable session. */
  fingerprint: z.string().nullable(),
  verdict: importVerdictSchema,
  warnings: z.array(z.enum(importWarnings)),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const importRowsShown = ['all', 'importable', 'known', 'malformed', 'warned'] as const;
export type ImportRowsShown = (typeof importRowsShown)[number];

const count = z.int().nonnegative();

export const importCountsSchema = z.object({
  rows: count,
  new: count,
  returns: count,
  inPool: count,
  repeated: count,
  malformed: count,
  warned: count,
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

export const importPhases = ['receiving', 'reading', 'ready', 'importing', 'completed', 'cancelled'] as const;

/** `all`: every row or none, in one transaction. `valid`: the rows that can be imported, some hundred at a time. */
export const importModes = ['all', 'valid'] as const;
export type ImportMode = (typeof importModes)[number];

export const accountImportStateSchema = z.object({
  importId: accountImportIdSchema,
  fileName: z.string(),
  phase: z.enum(importPhases),
  size: count,
  received: count,
  /** Null until the file has been read. */
  file: z
    .object({
      format: z.enum(['csv', 'json']),
      encoding: z.enum(['UTF-8', 'UTF-16LE', 'UTF-16BE']),
      /** Columns whose names mean nothing here. */
      ignoredColumns: z.array(z.string()),
    })
    .nullable(),
  counts: importCountsSchema,
  /** Rows that are to be written, and those that have been. In mode `all` they count only with the last. */
  toWrite: count,
  written: count,
  mode: z.enum(importModes).nullable(),
  /** What was really written; null until it ended. */
  result: z
    .object({ added: count, returned: count, alreadyThere: count, label: z.string().nullable() })
    .nullable(),
  /** Why the last attempt to write ended early. The rows are still here: it can be repeated. */
  failure: z
    .object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  /** When the console forgets the file, unless something is done with it before. */
  expiresAt: instantSchema,
});
export type AccountImportState = z.infer<typeof accountImportStateSchema>;

const one = z.object({ importId: accountImportIdSchema });
const toWrite = 'accounts:write';
// Whoever may not begin an import has none to look at: it belongs to the operator who began it.
const toRead = 'accounts:read';

/**
 * The import of many session strings: `begin`, `append` until all is there, `finish`, look at `rows`, `commit`. The file
 * is kept in the console's memory only, for the operator who sent it, and is forgotten with the end of the import or when
 * nothing is done with it for a quarter of an hour.
 */
export const accountImportContract = {
  begin: command({
    permission: toWrite,
    input: z.object({ fileName: z.string().max(255), size: z.int().nonnegative() }),
    output: accountImportStateSchema,
  }),
  /**
   * The next part of the file. A part that is there already changes nothing, and one that comes too early neither: go on
   * from `received`.
   */
  append: command({
    permission: toWrite,
    input: z.object({
      importId: accountImportIdSchema,
      offset: count,
      base64: z.string().max(Math.ceil(importLimits.chunkBytes / 3) * 4),
    }),
    output: z.object({ received: count }),
  }),
  /** Reads the whole file and compares it with the pool. A file that cannot be read is forgotten at once. */
  finish: command({ permission: toWrite, input: one, output: accountImportStateSchema }),
  rows: query({
    permission: toRead,
    input: z.object({
      importId: accountImportIdSchema,
      show: z.enum(importRowsShown),
      offset: count,
      limit: z.int().min(1).max(500),
    }),
    output: z.object({ rows: z.array(importRowSchema), total: count }),
  }),
  /** Begins to write, and returns at once; `watch` tells the rest. While it is under way, asking again changes nothing. */
  commit: command({
    permission: toWrite,
    input: z.object({
      importId: accountImportIdSchema,
      mode: z.enum(importModes),
      /** A label for every account of this import, beside those of its row. */
      label: z.string().trim().min(1).max(importLimits.labelLength).nullable(),
    }),
    output: accountImportStateSchema,
  }),
  /** Ends writing: in mode `all` nothing stays, in mode `valid` what was written. Before that it forgets the file. */
  cancel: command({ permission: toWrite, input: one, output: accountImportStateSchema }),
  /** The state: at once, then whenever it is another one, until the import is completed or cancelled. */
  watch: stream({ permission: toRead, input: one, output: accountImportStateSchema }),
} as const satisfies DomainContract;
