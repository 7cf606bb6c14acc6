import { type SQL, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  pgSequence,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { checkRunStates } from '#contract/account-checks.ts';
import { usageKinds, usageOutcomes } from '#contract/account-details.ts';
import { checkOutcomes, standings } from '#contract/accounts.ts';
import { logOutStates } from '#contract/account-removals.ts';
import type { AccountId, CheckRunId, LabelChangeId, RemovalId, WorkspaceId } from '#contract/ids.ts';
import { workspaces } from '../workspaces/schema.ts';

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

const workspaceId = () =>
  uuid('workspace_id')
    .notNull()
    .$type<WorkspaceId>()
    .references(() => workspaces.id);

const accountId = () => bigint('account_id', { mode: 'number' }).notNull().$type<AccountId>();

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** `column in ('a', 'b')`: the words come from the contract, never from a user. */
function oneOf(column: string, words: readonly string[]): SQL {
  return sql.raw(`${column} in (${words.map((word) => `'${word}'`).join(', ')})`);
}

/** The pool. The session is not here but in `account_sessions`: what lists read holds no secret. */
export const accounts = pgTable(
  'accounts',
  {
    workspaceId: workspaceId(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity().$type<AccountId>(),
    telegramUserId: bigint('telegram_user_id', { mode: 'bigint' }),
    phone: text(),
    displayName: text('display_name').notNull().default(''),
    username: text(),
    standing: text({ enum: standings }).notNull().default('unchecked'),
    standingReason: text('standing_reason'),
    floodWaitUntil: moment('flood_wait_until'),
    health: smallint(),
    joinedChannels: integer('joined_channels'),
    channelLimit: integer('channel_limit').notNull().default(500),
    full: boolean()
      .notNull()
      .generatedAlwaysAs(sql`coalesce(joined_channels >= channel_limit, false)`),
    labels: text().array().notNull().default([]),
    lastUsedAt: moment('last_used_at'),
    lastCheckedAt: moment('last_checked_at'),
    lastLatencyMs: integer('last_latency_ms'),
    addedAt: moment('added_at').notNull().defaultNow(),
    /**
     * Whether `account_sessions` has a row, which no cache may hold; kept by triggers on that table. Without one an account cannot
     * come back from its removal.
     */
    hasSession: boolean('has_session').notNull().default(true),
    /** Set by `remove`, cleared by `restore`: what the undo brings back. */
    removedAt: moment('removed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    check('accounts_standing', oneOf('standing', standings)),
    check('accounts_health', sql`health between 0 and 100`),
    index('accounts_by_standing').on(table.workspaceId, table.standing, table.id),
    index('accounts_by_last_checked').on(table.workspaceId, table.lastCheckedAt, table.id),
    index('accounts_by_telegram_user')
      .on(table.workspaceId, table.telegramUserId)
      .where(sql`telegram_user_id is not null`),
    index('accounts_by_labels').using('gin', table.labels),
  ],
);

/** The secrets of the pool, encrypted by the vault before they arrive here. */
export const accountSessions = pgTable(
  'account_sessions',
  {
    workspaceId: workspaceId(),
    accountId: accountId(),
    ciphertext: bytea().notNull(),
    /** Keyed digest of the session's auth key: recognises the same session without being able to read it. */
    fingerprint: bytea().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.accountId] }),
    uniqueIndex('account_sessions_fingerprint').on(table.workspaceId, table.fingerprint),
    foreignKey({
      columns: [table.workspaceId, table.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }).onDelete('cascade'),
  ],
);

export const accountLeaseFence = pgSequence('account_lease_fence');

/**
 * Who may connect an account right now. A session used from two places at once is revoked by Telegram for good, so every
 * connection, from whichever host, happens under such a row.
 */
export const accountLeases = pgTable(
  'account_leases',
  {
    workspaceId: workspaceId(),
    accountId: accountId(),
    /** The host process that connects. */
    holder: uuid().notNull(),
    holderName: text('holder_name').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** Greater with every lease that is ever given: what is recorded under an older one is refused. */
    fence: bigint({ mode: 'number' })
      .notNull()
      .default(sql`nextval('account_lease_fence')`),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.accountId] }),
    index('account_leases_by_holder').on(table.holder),
    foreignKey({
      columns: [table.workspaceId, table.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }).onDelete('cascade'),
  ],
);

/** One order to check a set of accounts. Its progress is derived from its items. */
export const accountCheckRuns = pgTable(
  'account_check_runs',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull().$type<CheckRunId>(),
    state: text({ enum: checkRunStates }).notNull(),
    requestedBy: text('requested_by').notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    check('account_check_runs_state', oneOf('state', checkRunStates)),
    check('account_check_runs_finished', sql`(state = 'running') = (finished_at is null)`),
    index('account_check_runs_by_start').on(table.workspaceId, table.startedAt.desc()),
    index('account_check_runs_running')
      .on(table.workspaceId, table.startedAt)
      .where(sql`state = 'running'`),
  ],
);

/**
 * The accounts of a run: waiting until `outcome` is set, which happens once, with the row of history of its last attempt. One
 * that was not reached may wait for another attempt, not before `not_before`.
 */
export const accountCheckItems = pgTable(
  'account_check_items',
  {
    workspaceId: workspaceId(),
    runId: uuid('run_id').notNull().$type<CheckRunId>(),
    accountId: accountId(),
    outcome: text({ enum: checkOutcomes }),
    changed: boolean().notNull().default(false),
    /** How many have ended with a result. One that was lost with its host is none. */
    attempts: smallint().notNull().default(0),
    notBefore: moment('not_before'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.runId, table.accountId] }),
    check('account_check_items_outcome', oneOf('outcome', checkOutcomes)),
    check('account_check_items_attempts', sql`outcome is null or attempts > 0`),
    index('account_check_items_waiting')
      .on(table.workspaceId, table.runId, table.attempts, table.accountId)
      .where(sql`outcome is null`),
    index('account_check_items_outcomes').on(table.workspaceId, table.runId, table.outcome, table.changed),
    foreignKey({
      columns: [table.workspaceId, table.runId],
      foreignColumns: [accountCheckRuns.workspaceId, accountCheckRuns.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.workspaceId, table.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }).onDelete('cascade'),
  ],
);

/** The history: one row for each attempt of a check. */
export const accountChecks = pgTable(
  'account_checks',
  {
    workspaceId: workspaceId(),
    accountId: accountId(),
    runId: uuid('run_id').notNull().$type<CheckRunId>(),
    checkedAt: moment('checked_at').notNull(),
    outcome: text({ enum: checkOutcomes }).notNull(),
    errorCode: text('error_code'),
    latencyMs: integer('latency_ms').notNull(),
    standingBefore: text('standing_before', { enum: standings }).notNull(),
    standingAfter: text('standing_after', { enum: standings }).notNull(),
    /** Which one of its run, from 1. */
    attempt: smallint().notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.accountId, table.runId, table.attempt] }),
    check('account_checks_attempt', sql`attempt > 0`),
    check('account_checks_outcome', oneOf('outcome', checkOutcomes)),
    index('account_checks_by_time').on(table.workspaceId, table.accountId, table.checkedAt.desc()),
    foreignKey({
      columns: [table.workspaceId, table.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }).onDelete('cascade'),
  ],
);

/** One note per account, with the version that an editor must have seen to change it. */
export const accountNotes = pgTable(
  'account_notes',
  {
    workspaceId: workspaceId(),
    accountId: accountId(),
    text: text().notNull(),
    version: integer().notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.accountId] }),
    foreignKey({
      columns: [table.workspaceId, table.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }).onDelete('cascade'),
  ],
);

/**
 * What accounts were connected for, beside their checks: those are in `account_checks`, and a list of both is derived from the
 * two.
 */
export const accountUsage = pgTable(
  'account_usage',
  {
    workspaceId: workspaceId(),
    id: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    accountId: accountId(),
    at: moment('at').notNull().defaultNow(),
    kind: text({ enum: usageKinds }).notNull(),
    /** An operator's name, or what acted by itself. */
    actor: text().notNull(),
    /** The order or channel it was for. */
    referenceKind: text('reference_kind'),
    referenceId: text('reference_id'),
    outcome: text({ enum: usageOutcomes }).notNull(),
    errorCode: text('error_code'),
    latencyMs: integer('latency_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    check('account_usage_kind', sql`kind <> 'check'`),
    check('account_usage_outcome', oneOf('outcome', usageOutcomes)),
    check('account_usage_reference', sql`(reference_kind is null) = (reference_id is null)`),
    index('account_usage_by_time').on(table.workspaceId, table.accountId, table.at, table.id),
    index('account_usage_by_reference')
      .on(table.workspaceId, table.referenceKind, table.referenceId, table.at)
      .where(sql`reference_id is not null`),
    foreignKey({
      columns: [table.workspaceId, table.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }).onDelete('cascade'),
  ],
);

/** The record of each change of labels of a selection: who and when. */
export const accountLabelChanges = pgTable(
  'account_label_changes',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull().$type<LabelChangeId>(),
    changedAt: moment('changed_at').notNull().defaultNow(),
    changedBy: text('changed_by').notNull(),
    added: text().array().notNull(),
    takenAway: text('taken_away').array().notNull(),
    accounts: integer().notNull(),
    undoneAt: moment('undone_at'),
    undoneBy: text('undone_by'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('account_label_changes_by_time').on(table.workspaceId, table.changedAt),
  ],
);

/** The labels of each account before and after a change: what its undo needs, kept for ten minutes. */
export const accountLabelChangeItems = pgTable(
  'account_label_change_items',
  {
    workspaceId: workspaceId(),
    changeId: uuid('change_id').notNull().$type<LabelChangeId>(),
    accountId: accountId(),
    before: text().array().notNull(),
    after: text().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.changeId, table.accountId] }),
    foreignKey({
      columns: [table.workspaceId, table.changeId],
      foreignColumns: [accountLabelChanges.workspaceId, accountLabelChanges.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.workspaceId, table.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }).onDelete('cascade'),
  ],
);

/** The record of each removal: who, when, how many, and whether it was undone. It stays. */
export const accountRemovals = pgTable(
  'account_removals',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull().$type<RemovalId>(),
    removedAt: moment('removed_at').notNull().defaultNow(),
    removedBy: text('removed_by').notNull(),
    accounts: integer().notNull(),
    logOut: boolean('log_out').notNull(),
    restoredAt: moment('restored_at'),
    restoredBy: text('restored_by'),
    restored: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('account_removals_by_time').on(table.workspaceId, table.removedAt),
  ],
);

/** Which accounts a removal took. It is in force while the account's `removed_at` is the removal's. */
export const accountRemovalItems = pgTable(
  'account_removal_items',
  {
    workspaceId: workspaceId(),
    removalId: uuid('removal_id').notNull().$type<RemovalId>(),
    accountId: accountId(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.removalId, table.accountId] }),
    foreignKey({
      columns: [table.workspaceId, table.removalId],
      foreignColumns: [accountRemovals.workspaceId, accountRemovals.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.workspaceId, table.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }).onDelete('cascade'),
  ],
);

/**
 * Sessions to be logged out on Telegram once their removal can no longer be undone. A log-out that has begun cannot be taken
 * back; one that has not is withdrawn by the undo.
 */
export const accountLogOuts = pgTable(
  'account_log_outs',
  {
    workspaceId: workspaceId(),
    removalId: uuid('removal_id').notNull().$type<RemovalId>(),
    accountId: accountId(),
    state: text({ enum: logOutStates }).notNull().default('waiting'),
    dueAt: moment('due_at').notNull(),
    begunAt: moment('begun_at'),
    attempts: integer().notNull().default(0),
    nextAttemptAt: moment('next_attempt_at').notNull(),
    /** What the last attempt found: `done`, or what Telegram said. */
    outcome: text({ enum: usageOutcomes }),
    errorCode: text('error_code'),
    endedAt: moment('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.removalId, table.accountId] }),
    check('account_log_outs_state', oneOf('state', logOutStates)),
    check('account_log_outs_ended', sql`(state = 'waiting') = (ended_at is null)`),
    index('account_log_outs_waiting')
      .on(table.workspaceId, table.nextAttemptAt)
      .where(sql`state = 'waiting'`),
    foreignKey({
      columns: [table.workspaceId, table.removalId, table.accountId],
      foreignColumns: [
        accountRemovalItems.workspaceId,
        accountRemovalItems.removalId,
        accountRemovalItems.accountId,
      ],
    }).onDelete('cascade'),
  ],
);
