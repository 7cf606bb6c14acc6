import { z } from 'zod';
import {
  commandKeySchema,
  conflictResolutionSchema,
  outboxCountsSchema,
  outboxEntrySchema,
} from './outbox.ts';
import { command, query, stream, type DomainContract } from './procedure.ts';
import { instantSchema } from './time.ts';

/** What keeps this console's cursor from moving on: the oldest transaction of the database that still writes. */
export const syncHoldSchema = z.object({
  applicationName: z.string(),
  pid: z.int(),
  ageSeconds: z.number().nonnegative(),
});
export type SyncHold = z.infer<typeof syncHoldSchema>;

export const syncProblemSchema = z.object({
  /** A code of the error catalogue, or `UNEXPECTED`. */
  code: z.string(),
  message: z.string(),
  at: instantSchema,
});

/**
 * How the local cache stands to the database.
 * `building`: a cache is being filled; what was there before stays readable meanwhile (`readable`).
 * `current`: it has all that was committed a moment ago. `catching-up`: it is taking over changes.
 * `offline`: the database cannot be reached; what the cache has can be read.
 */
export const syncStates = ['building', 'current', 'catching-up', 'offline'] as const;

export const syncStatusSchema = z.object({
  state: z.enum(syncStates),
  /** There is a complete cache to read from. */
  readable: z.boolean(),
  /** The instant of whose committed data the cache is a copy; null while there is none. */
  asOf: instantSchema.nullable(),
  /** Seconds since `asOf`, by the console's clock. */
  lagSeconds: z.number().nonnegative().nullable(),
  rows: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
  progress: z
    .object({ table: z.string(), rows: z.int().nonnegative(), estimatedRows: z.int().nonnegative() })
    .nullable(),
  /** Why it is being built: first start, deleted, another version, a restored database, a new time zone, damage. */
  reason: z
    .enum(['first', 'deleted', 'version', 'restored', 'time-zone', 'damaged', 'requested', 'scope'])
    .nullable(),
  lastProblem: syncProblemSchema.nullable(),
  heldBackBy: syncHoldSchema.nullable(),
  /** Read from a standby of the database. */
  standby: z.boolean(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;

export const syncTableSchema = z.object({
  name: z.string(),
  rows: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('window'), days: z.int().positive() }),
  ]),
  lastChangeAt: instantSchema.nullable(),
});
export type SyncTable = z.infer<typeof syncTableSchema>;

/** One difference that a verification found. */
export const syncDifferenceSchema = z.object({
  /** A table, or a rollup. */
  name: z.string(),
  kind: z.enum(['missing', 'surplus', 'different']),
  count: z.int().positive(),
  /** Keys of some of them. */
  examples: z.array(z.string()),
});
export type SyncDifference = z.infer<typeof syncDifferenceSchema>;

export const syncVerificationSchema = z.object({
  at: instantSchema,
  durationMs: z.number().nonnegative(),
  tables: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  rollups: z.int().nonnegative(),
  differences: z.array(syncDifferenceSchema),
});
export type SyncVerification = z.infer<typeof syncVerificationSchema>;

/** How much of a table is kept on this device. What is older than a window is in the sums only. */
export const tableScopeSchema = syncTableSchema.shape.scope;
export type TableScope = z.infer<typeof tableScopeSchema>;

/** A table as the page shows it: whether less than everything can be kept of it. */
const listedTableSchema = syncTableSchema.extend({ canBeCut: z.boolean() });
export type ListedTable = z.infer<typeof listedTableSchema>;

const ownEntrySchema = z.object({ key: commandKeySchema });

export const syncContract = {
  /** The local copy and what waits to be sent: at once, then whenever it changes, and at least every 10 s. */
  watchStatus: stream({
    permission: 'sync:read',
    input: z.void(),
    output: z.object({ status: syncStatusSchema, outbox: outboxCountsSchema }),
  }),
  /** Names of tables that the local copy has taken changes over of: soon after, at most four times a second. */
  watchChanges: stream({
    permission: 'sync:read',
    input: z.void(),
    output: z.object({ tables: z.array(z.string()) }),
  }),
  tables: query({ permission: 'sync:read', input: z.void(), output: z.array(listedTableSchema) }),
  /** Compares every row of the local copy with the database, and every sum with its rows. May take minutes. */
  verify: command({ permission: 'sync:manage', input: z.void(), output: syncVerificationSchema }),
  /** Deletes the local copy and makes it anew. What waits in the outbox stays. */
  rebuild: command({ permission: 'sync:manage', input: z.void(), output: z.object({}) }),
  /** Keeps all of a table on this device, or its last days. */
  setScope: command({
    permission: 'sync:manage',
    input: z.object({ table: z.string().min(1).max(100), scope: tableScopeSchema }),
    output: z.array(listedTableSchema),
  }),
  /** What waits to be sent from this device, the oldest first. */
  outbox: query({ permission: 'sync:read', input: z.void(), output: z.array(outboxEntrySchema) }),
  /** Decides a conflict. What is kept is sent again, over the version that was shown. */
  resolve: command({
    permission: 'sync:send',
    input: ownEntrySchema.extend({ resolution: conflictResolutionSchema }),
    output: z.object({}),
  }),
  /** Gives up a change that was not sent. */
  discard: command({ permission: 'sync:send', input: ownEntrySchema, output: z.object({}) }),
  /** Sends what was refused once more. */
  retry: command({ permission: 'sync:send', input: ownEntrySchema, output: z.object({}) }),
} as const satisfies DomainContract;
