import { z } from 'zod';
import { accountIdSchema, checkRunIdSchema } from './ids.ts';
import { command, query, stream, type DomainContract } from './procedure.ts';
import { instantSchema } from './time.ts';

/** What Telegram thinks of an account, as far as we last learned. */
export const standings = [
  'unchecked',
  'active',
  'limited',
  'flood_wait',
  'unauthorised',
  'banned',
  'deactivated',
  'revoked',
  'duplicated',
] as const;
export const standingSchema = z.enum(standings);
export type Standing = z.infer<typeof standingSchema>;

/**
 * What one check found. `unreachable` speaks of the network, not of the account: it never becomes a standing.
 */
export const checkOutcomes = [
  'active',
  'limited',
  'flood_wait',
  'unauthorised',
  'banned',
  'deactivated',
  'revoked',
  'duplicated',
  'unreachable',
] as const;
export const checkOutcomeSchema = z.enum(checkOutcomes);
export type CheckOutcome = z.infer<typeof checkOutcomeSchema>;

export const accountSchema = z.object({
  id: accountIdSchema,
  phone: z.string().nullable(),
  displayName: z.string(),
  username: z.string().nullable(),
  standing: standingSchema,
  /** Telegram's own error name behind the standing, e.g. `USER_DEACTIVATED_BAN`. */
  standingReason: z.string().nullable(),
  floodWaitUntil: instantSchema.nullable(),
  /** 0–100, a moving average of what the checks found; null until the first one. */
  health: z.int().min(0).max(100).nullable(),
  joinedChannels: z.int().nonnegative().nullable(),
  channelLimit: z.int().positive(),
  labels: z.array(z.string()),
  lastUsedAt: instantSchema.nullable(),
  lastCheckedAt: instantSchema.nullable(),
  lastLatencyMs: z.int().nonnegative().nullable(),
  addedAt: instantSchema,
});
export type Account = z.infer<typeof accountSchema>;

export const accountSortColumns = [
  'id',
  'phone',
  'displayName',
  'standing',
  'health',
  'joinedChannels',
  'lastUsedAt',
  'lastCheckedAt',
  'addedAt',
] as const;

export const accountFilterSchema = z.object({
  /** Matches ID, phone, name, username and label; case does not matter. */
  search: z.string().max(200).default(''),
  standings: z.array(standingSchema).default([]),
  labels: z.array(z.string().max(64)).max(50).default([]),
  /** Only accounts that have joined as many channels as Telegram lets them. */
  full: z.boolean().default(false),
});
export type AccountFilter = z.infer<typeof accountFilterSchema>;

/** The accounts an action is about: named ones, or all that match a filter at the time it starts. */
export const accountSelectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), ids: z.array(accountIdSchema).min(1).max(100_000) }),
  z.object({ kind: z.literal('filter'), filter: accountFilterSchema }),
]);
export type AccountSelection = z.infer<typeof accountSelectionSchema>;

/** A number for every standing, also where it is 0. */
export const standingCountsSchema = z.record(standingSchema, z.int().nonnegative());

export const poolStatisticsSchema = z.object({
  total: z.int().nonnegative(),
  byStanding: standingCountsSchema,
  full: z.int().nonnegative(),
  neverChecked: z.int().nonnegative(),
});
export type PoolStatistics = z.infer<typeof poolStatisticsSchema>;

/** A number for every outcome, also where it is 0. */
export const outcomeCountsSchema = z.record(checkOutcomeSchema, z.int().nonnegative());

export const checkRunStates = ['running', 'completed', 'cancelled'] as const;
export type CheckRunState = (typeof checkRunStates)[number];

export const checkRunSchema = z.object({
  id: checkRunIdSchema,
  state: z.enum(checkRunStates),
  requestedBy: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  /** Accounts in the run, and how many of them have a result. */
  total: z.int().nonnegative(),
  checked: z.int().nonnegative(),
  /** Accounts whose standing is now another one. */
  changed: z.int().nonnegative(),
  /** Accounts that could not be reached. */
  failed: z.int().nonnegative(),
  byOutcome: outcomeCountsSchema,
});
export type CheckRun = z.infer<typeof checkRunSchema>;

export const accountCheckSchema = z.object({
  runId: checkRunIdSchema,
  outcome: checkOutcomeSchema,
  errorCode: z.string().nullable(),
  /** Connect to answer, in milliseconds. */
  latencyMs: z.int().nonnegative(),
  checkedAt: instantSchema,
  standingBefore: standingSchema,
  standingAfter: standingSchema,
});
export type AccountCheck = z.infer<typeof accountCheckSchema>;

export const accountsContract = {
  list: query({
    permission: 'accounts:read',
    input: z.object({
      filter: accountFilterSchema,
      sort: z.object({ column: z.enum(accountSortColumns), descending: z.boolean() }),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(500),
    }),
    output: z.object({ rows: z.array(accountSchema), total: z.int().nonnegative() }),
  }),
  statistics: query({ permission: 'accounts:read', input: z.void(), output: poolStatisticsSchema }),
  labels: query({ permission: 'accounts:read', input: z.void(), output: z.array(z.string()) }),
  get: query({
    permission: 'accounts:read',
    input: z.object({ id: accountIdSchema }),
    output: accountSchema,
  }),
  /** The account's newest checks, newest first. */
  checks: query({
    permission: 'accounts:read',
    input: z.object({ id: accountIdSchema, limit: z.int().min(1).max(500).default(100) }),
    output: z.array(accountCheckSchema),
  }),
  /** Adds one account from a GramJS or Telethon session string. It is `unchecked` until its first check. */
  add: command({
    permission: 'accounts:write',
    input: z.object({
      session: z.string().min(1).max(4096),
      displayName: z.string().trim().max(128).default(''),
      labels: z.array(z.string().trim().min(1).max(64)).max(50).default([]),
    }),
    output: z.object({ id: accountIdSchema }),
  }),
  /** Takes accounts out of the pool. `restore` brings them back for as long as the undo is offered. */
  remove: command({
    permission: 'accounts:write',
    input: z.object({ ids: z.array(accountIdSchema).min(1).max(100_000) }),
    output: z.object({ removed: z.int().nonnegative() }),
  }),
  restore: command({
    permission: 'accounts:write',
    input: z.object({ ids: z.array(accountIdSchema).min(1).max(100_000) }),
    output: z.object({ restored: z.int().nonnegative() }),
  }),
  startCheck: command({
    permission: 'accounts:check',
    input: z.object({ selection: accountSelectionSchema }),
    output: z.object({ runId: checkRunIdSchema, total: z.int().positive() }),
  }),
  /** Accounts whose check is under way finish; the rest are left as they were. */
  cancelCheck: command({
    permission: 'accounts:check',
    input: z.object({ runId: checkRunIdSchema }),
    output: checkRunSchema,
  }),
  /** The newest runs, newest first. */
  checkRuns: query({
    permission: 'accounts:read',
    input: z.object({ limit: z.int().min(1).max(200).default(50) }),
    output: z.array(checkRunSchema),
  }),
  checkRun: query({
    permission: 'accounts:read',
    input: z.object({ runId: checkRunIdSchema }),
    output: checkRunSchema,
  }),
  /** The runs that are under way, again each time something in them changes; never ends by itself. */
  watchChecks: stream({
    permission: 'accounts:read',
    input: z.void(),
    output: z.object({ running: z.array(checkRunSchema), lastEnded: checkRunSchema.nullable() }),
  }),
} as const satisfies DomainContract;
