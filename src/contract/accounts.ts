import { z } from 'zod';
import { accountIdSchema, labelChangeIdSchema } from './ids.ts';
import { command, query, queuedCommand, type DomainContract } from './procedure.ts';
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

/** The console that has an account connected, or is about to. Nobody else may connect it meanwhile. */
export const holderSchema = z.object({
  name: z.string(),
  /** Until when at the latest, unless it prolongs it. */
  until: instantSchema,
  /** It is the console that answers. */
  here: z.boolean(),
});
export type Holder = z.infer<typeof holderSchema>;

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
  heldBy: holderSchema.nullable(),
  /** The labels include changes that are kept on this device and sent when the database is back. */
  labelsQueued: z.boolean().exactOptional(),
  /**
   * Another row of the pool that is the same account on Telegram, with a session of its own, once checks of both have learned
   * who they are. Both are marked, and nothing is merged: a person decides which is to stay.
   */
  sameAs: accountIdSchema.optional(),
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
  /** Only accounts of which a check has found another standing from an instant on. */
  changedSince: instantSchema.nullable().default(null),
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

/** Text that Postgres can hold: everything but NUL. */
export const plainText = z.string().refine((text) => !text.includes('\u0000'), 'must not contain NUL');

export const labelSchema = plainText.trim().min(1).max(64);
/** The most labels that one account can have. */
export const labelLimit = 50;
const changedLabelsSchema = z.array(labelSchema).max(labelLimit).default([]);

/** The pool and its rows. The domain `accounts` is this, its checks, removals and details: see contract.ts. */
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
  /** Which labels the selected accounts have, and how many of them each. */
  selectionLabels: query({
    permission: 'accounts:read',
    input: z.object({ selection: accountSelectionSchema }),
    output: z.array(z.object({ label: z.string(), accounts: z.int().positive() })),
  }),
  /** Adds labels to the selected accounts and takes others away; `changed` are those that were not so already. */
  changeLabels: queuedCommand({
    permission: 'accounts:write',
    input: z.object({
      selection: accountSelectionSchema,
      add: changedLabelsSchema,
      remove: changedLabelsSchema,
    }),
    output: z.object({
      changeId: labelChangeIdSchema,
      changed: z.int().nonnegative(),
      /** It is kept on this device and sent when the database is back: `changed` is how many are meant. */
      queued: z.boolean().exactOptional(),
    }),
  }),
  /**
   * Takes a change of labels back, within ten minutes: what it added goes, what it took away returns. Labels that were changed
   * otherwise since stay as they are.
   */
  undoLabels: command({
    permission: 'accounts:write',
    input: z.object({ changeId: labelChangeIdSchema }),
    output: z.object({ restored: z.int().nonnegative() }),
  }),
} as const satisfies DomainContract;
