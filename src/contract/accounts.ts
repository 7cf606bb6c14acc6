import { z } from 'zod';
import { accountIdSchema, checkRunIdSchema, removalIdSchema } from './ids.ts';
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

/** One account of a run, with what the run found of it. */
export const checkRunAccountSchema = z.object({
  accountId: accountIdSchema,
  displayName: z.string(),
  phone: z.string().nullable(),
  /** It has not been removed since. */
  inPool: z.boolean(),
  outcome: checkOutcomeSchema,
  errorCode: z.string().nullable(),
  /** Null, like the latency, for an account that was left alone because Telegram had told it to wait. */
  standingBefore: standingSchema.nullable(),
  standingAfter: standingSchema.nullable(),
  latencyMs: z.int().nonnegative().nullable(),
  /** A later check reached it. */
  reachedSince: z.boolean(),
});
export type CheckRunAccount = z.infer<typeof checkRunAccountSchema>;

export const checkRunAccountChoices = ['all', 'changed', 'unreachable'] as const;
export type CheckRunAccountChoice = (typeof checkRunAccountChoices)[number];

/** Text that Postgres can hold: everything but NUL. */
const plainText = z.string().refine((text) => !text.includes('\u0000'), 'must not contain NUL');

export const labelSchema = plainText.trim().min(1).max(64);
/** The most labels that one account can have. */
export const labelLimit = 50;
const changedLabelsSchema = z.array(labelSchema).max(labelLimit).default([]);

export const noteLimit = 5_000;

export const accountNoteSchema = z.object({
  text: z.string(),
  /** Grows with every change; 0 while there has never been a note. */
  version: z.int().nonnegative(),
  changedBy: z.string().nullable(),
  changedAt: instantSchema.nullable(),
});
export type AccountNote = z.infer<typeof accountNoteSchema>;

/** A time during which the account stood like that; the newest has no end. */
export const standingPeriodSchema = z.object({
  standing: standingSchema,
  /** Telegram's error name behind it. */
  reason: z.string().nullable(),
  from: instantSchema,
  until: instantSchema.nullable(),
});
export type StandingPeriod = z.infer<typeof standingPeriodSchema>;

/** What an account can be connected for. */
export const usageKinds = [
  'check',
  'sign_in',
  'log_out',
  'list_sessions',
  'end_session',
  'end_other_sessions',
  'count_channels',
] as const;
export type UsageKind = (typeof usageKinds)[number];

/** How it ended: a check with its outcome, another operation as `done`, `refused`, or with what it says of the account. */
export const usageOutcomes = ['done', 'refused', ...checkOutcomes] as const;
export type UsageOutcome = (typeof usageOutcomes)[number];

export const usageReferenceKinds = ['run', 'order', 'channel'] as const;

export const accountUsageSchema = z.object({
  /** Names the row, and orders rows of the same instant. */
  key: z.string(),
  at: instantSchema,
  kind: z.enum(usageKinds),
  /** The operator, or what acted by itself. */
  actor: z.string(),
  reference: z.object({ kind: z.enum(usageReferenceKinds), id: z.string() }).nullable(),
  outcome: z.enum(usageOutcomes),
  errorCode: z.string().nullable(),
  latencyMs: z.int().nonnegative(),
});
export type AccountUsage = z.infer<typeof accountUsageSchema>;

/** One place where the account is signed in on Telegram. */
export const telegramSessionSchema = z.object({
  /** Names the session when it is to be ended; null for the one that Opsdeck uses. */
  hash: z.string().nullable(),
  device: z.string(),
  platform: z.string(),
  app: z.string(),
  official: z.boolean(),
  /** Signed in with a code, while the two-step password was never given. */
  passwordPending: z.boolean(),
  ip: z.string(),
  place: z.string(),
  signedInAt: instantSchema,
  activeAt: instantSchema,
});
export type TelegramSession = z.infer<typeof telegramSessionSchema>;

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
  /**
   * Takes accounts out of the pool. `restore` brings them back for as long as the undo is offered; only then are the sessions
   * destroyed, and with `logOut` signed out on Telegram, which nothing brings back.
   */
  remove: command({
    permission: 'accounts:write',
    input: z.object({
      selection: accountSelectionSchema,
      logOut: z.boolean().default(false),
      /** How many the operator agreed to: when a filter matches another number by now, nothing is removed. */
      expected: z.int().positive().optional(),
    }),
    output: z.object({ removalId: removalIdSchema, removed: z.int().nonnegative() }),
  }),
  restore: command({
    permission: 'accounts:write',
    input: z.object({ removalId: removalIdSchema }),
    output: z.object({ restored: z.int().nonnegative() }),
  }),
  /** Which labels the selected accounts have, and how many of them each. */
  selectionLabels: query({
    permission: 'accounts:read',
    input: z.object({ selection: accountSelectionSchema }),
    output: z.array(z.object({ label: z.string(), accounts: z.int().positive() })),
  }),
  /** Adds labels to the selected accounts and takes others away; `changed` are those that were not so already. */
  changeLabels: command({
    permission: 'accounts:write',
    input: z.object({
      selection: accountSelectionSchema,
      add: changedLabelsSchema,
      remove: changedLabelsSchema,
    }),
    output: z.object({ changed: z.int().nonnegative() }),
  }),
  note: query({
    permission: 'accounts:read',
    input: z.object({ id: accountIdSchema }),
    output: accountNoteSchema,
  }),
  /** Saves the note, if nobody has changed it since `version`. */
  saveNote: command({
    permission: 'accounts:write',
    input: z.object({
      id: accountIdSchema,
      text: plainText.max(noteLimit),
      version: z.int().nonnegative(),
    }),
    output: accountNoteSchema,
  }),
  /** How the account stood over time, oldest first. */
  standingHistory: query({
    permission: 'accounts:read',
    input: z.object({ id: accountIdSchema }),
    output: z.array(standingPeriodSchema),
  }),
  /** What the account was connected for, newest first. `before` is the last row of the page before. */
  usage: query({
    permission: 'accounts:read',
    input: z.object({
      id: accountIdSchema,
      before: z.object({ at: instantSchema, key: z.string().max(64) }).nullable(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(accountUsageSchema), more: z.boolean() }),
  }),
  /** Asks Telegram where the account is signed in. A command, because it connects the account. */
  listSessions: command({
    permission: 'accounts:write',
    input: z.object({ id: accountIdSchema }),
    output: z.object({ sessions: z.array(telegramSessionSchema), readAt: instantSchema }),
  }),
  /** Ends one other session of the account on Telegram. */
  endSession: command({
    permission: 'accounts:write',
    input: z.object({ id: accountIdSchema, hash: plainText.min(1).max(64) }),
    output: z.object({}),
  }),
  /** Ends every session of the account on Telegram but the one that Opsdeck uses. */
  endOtherSessions: command({
    permission: 'accounts:write',
    input: z.object({ id: accountIdSchema }),
    output: z.object({}),
  }),
  /** Asks Telegram how many channels the account is in, and remembers it. */
  countChannels: command({
    permission: 'accounts:check',
    input: z.object({ id: accountIdSchema }),
    output: z.object({ joinedChannels: z.int().nonnegative() }),
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
  /** The accounts of a run that have a result, by ID. */
  checkRunAccounts: query({
    permission: 'accounts:read',
    input: z.object({
      runId: checkRunIdSchema,
      only: z.enum(checkRunAccountChoices),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(500),
    }),
    output: z.object({ rows: z.array(checkRunAccountSchema), total: z.int().nonnegative() }),
  }),
  /** The runs that are under way, again each time something in them changes; never ends by itself. */
  watchChecks: stream({
    permission: 'accounts:read',
    input: z.void(),
    output: z.object({ running: z.array(checkRunSchema), lastEnded: checkRunSchema.nullable() }),
  }),
} as const satisfies DomainContract;
