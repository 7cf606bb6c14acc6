import { z } from 'zod';
import { sqlRunIdSchema } from './ids.ts';
import { command, type DomainContract, query } from './procedure.ts';
import { instantSchema } from './time.ts';

/** What one question may take. */
export const sqlLimits = {
  /** Time, in milliseconds. */
  usualMs: 5_000,
  mostMs: 60_000,
  /** Rows of an answer that are shown. */
  rows: 10_000,
  /** Bytes of an answer, as text: 8 MiB. */
  bytes: 8 * 1_048_576,
  /** Of one value; what is longer is cut. */
  valueCharacters: 20_000,
  /** Memory of the process that reads, while it works on it. */
  megabytes: 512,
  /** Of the question itself. */
  characters: 50_000,
} as const;

/** A value as it is shown: integers beyond 2^53 are exact, as text. */
export const sqlValueSchema = z.union([z.string(), z.number(), z.null()]);
export type SqlValue = z.infer<typeof sqlValueSchema>;

/**
 * What a column holds. `micros` and `instant` are integers by their name or where they come from: millionths of a currency's unit,
 * milliseconds since 1970, UTC.
 */
export const sqlKinds = ['integer', 'real', 'text', 'blob', 'micros', 'instant', 'flag', 'unknown'] as const;
export type SqlKind = (typeof sqlKinds)[number];

export const sqlColumnSchema = z.object({ name: z.string(), kind: z.enum(sqlKinds) });
export type SqlColumn = z.infer<typeof sqlColumnSchema>;

export const sqlResultSchema = z.object({
  columns: z.array(sqlColumnSchema),
  rows: z.array(z.array(sqlValueSchema)),
  /** Why the rest is missing: there are more rows, or more bytes, than are shown. */
  cut: z.enum(['rows', 'bytes']).nullable(),
  /** How many values were shortened. */
  shortened: z.int().nonnegative(),
  elapsedMs: z.number().nonnegative(),
  /** The instant of whose data this is. */
  asOf: instantSchema.nullable(),
});
export type SqlResult = z.infer<typeof sqlResultSchema>;

export const sqlTableKinds = ['rows', 'outside', 'sums', 'bookkeeping'] as const;

export const sqlTableSchema = z.object({
  name: z.string(),
  /** Rows of the business, what is kept of those outside a window, sums, or what the copy says of itself. */
  kind: z.enum(sqlTableKinds),
  /** Null where it is not counted. */
  rows: z.int().nonnegative().nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      kind: z.enum(sqlKinds),
      /** Its place in the key, from 1; 0 for none. */
      key: z.int().nonnegative(),
    }),
  ),
  indexes: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type SqlTable = z.infer<typeof sqlTableSchema>;

export const sqlConsoleContract = {
  /** The tables that can be asked. */
  schema: query({ permission: 'analytics:sql', input: z.void(), output: z.array(sqlTableSchema) }),
  /**
   * Answers one statement that only reads, over one state of the local copy. Runs apart from everything else, and is ended at its
   * limits. No command of the business: nothing is changed.
   */
  run: command({
    permission: 'analytics:sql',
    input: z.object({
      id: sqlRunIdSchema,
      text: z.string().min(1).max(sqlLimits.characters),
      limitMs: z.int().min(100).max(sqlLimits.mostMs).default(sqlLimits.usualMs),
    }),
    output: sqlResultSchema,
  }),
  /** Ends one's own question that is under way; does nothing when there is none. */
  cancel: command({ permission: 'analytics:sql', input: z.object({ id: sqlRunIdSchema }), output: z.void() }),
} as const satisfies DomainContract;
