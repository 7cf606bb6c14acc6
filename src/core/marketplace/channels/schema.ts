import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ChannelId, CustomerId } from '#contract/ids.ts';
import { categories, channelReadProblems, channelStates } from '#contract/marketplace/channels.ts';
import { channelEventKinds } from '#contract/marketplace/channel.ts';
import { idOf, moment, oneOf, ownId, workspaceId } from '../columns.ts';
import { customers } from '../customers/schema.ts';

export const channels = pgTable(
  'channels',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<ChannelId>(),
    ownerId: idOf('owner_id').notNull().$type<CustomerId>(),
    telegramId: bigint('telegram_id', { mode: 'bigint' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When it was last approved, rejected or suspended. */
    decidedAt: moment('decided_at'),
    measuredAt: moment('measured_at'),
    subscribers: integer().notNull().default(0),
    /** Views of a post, on average of those last measured. */
    averageViews: integer('average_views').notNull().default(0),
    version: integer().notNull().default(1),
    state: text({ enum: channelStates }).notNull().default('pending'),
    category: text({ enum: categories }).notNull(),
    /** Without the @; null for a private channel. */
    username: text(),
    title: text().notNull(),
    description: text().notNull().default(''),
    /** ISO 639, two letters. */
    language: text(),
    country: text(),
    /** Why it was rejected or suspended. */
    stateReason: text('state_reason'),
    /** When a pool account last looked for it on Telegram. */
    readAt: moment('read_at'),
    /** Why it was not found then; null when it was. */
    readProblem: text('read_problem', { enum: channelReadProblems }),
    isVerified: boolean('is_verified').notNull().default(false),
    /** Telegram warns of it. */
    isScam: boolean('is_scam').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.ownerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check('channels_state', oneOf('state', channelStates)),
    check('channels_category', oneOf('category', categories)),
    check('channels_counts', sql`subscribers >= 0 and average_views >= 0`),
    check('channels_username', sql`username ~ '^[A-Za-z][A-Za-z0-9_]{3,31}$'`),
    check('channels_language', sql`language ~ '^[a-z]{2}$'`),
    check('channels_country', sql`country ~ '^[A-Z]{2}$'`),
    check('channels_title', sql`length(title) <= 300 and length(description) <= 5000`),
    check('channels_read_problem', oneOf('read_problem', channelReadProblems)),
    check('channels_decided', sql`state = 'pending' or decided_at is not null`),
    uniqueIndex('channels_username_once').on(table.workspaceId, sql`lower(username)`),
    uniqueIndex('channels_telegram_id_once').on(table.workspaceId, table.telegramId),
    index('channels_by_owner').on(table.workspaceId, table.ownerId),
    index('channels_waiting')
      .on(table.workspaceId, table.createdAt)
      .where(sql`state = 'pending'`),
    index('channels_by_measured').on(table.workspaceId, table.measuredAt),
  ],
);

/**
 * What pool accounts measured, one row each time. Partitioned by year of `measured_at` (see the migration).
 * Views and what follows are sums over the `posts` that were looked at.
 */
export const channelMetrics = pgTable(
  'channel_metrics',
  {
    workspaceId: workspaceId(),
    channelId: idOf('channel_id').notNull().$type<ChannelId>(),
    measuredAt: moment('measured_at').notNull(),
    views: bigint({ mode: 'number' }).notNull(),
    subscribers: integer().notNull(),
    posts: integer().notNull(),
    forwards: integer().notNull(),
    reactions: integer().notNull(),
    comments: integer().notNull(),
    /** Views of a post within its first 24 hours, on average. */
    reachDay: integer('reach_day'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.channelId, table.measuredAt] }),
    foreignKey({
      columns: [table.workspaceId, table.channelId],
      foreignColumns: [channels.workspaceId, channels.id],
    }),
    check(
      'channel_metrics_counts',
      sql`views >= 0 and subscribers >= 0 and posts >= 0 and forwards >= 0 and reactions >= 0 and comments >= 0 and reach_day >= 0`,
    ),
  ],
);

/** What happened to a channel and who did it: the decisions on record. */
export const channelEvents = pgTable(
  'channel_events',
  {
    workspaceId: workspaceId(),
    id: ownId(),
    channelId: idOf('channel_id').notNull().$type<ChannelId>(),
    at: moment('at').notNull().defaultNow(),
    /** The channel's after it. */
    channelVersion: integer('channel_version').notNull(),
    kind: text({ enum: channelEventKinds }).notNull(),
    fromState: text('from_state', { enum: channelStates }),
    toState: text('to_state', { enum: channelStates }).notNull(),
    actor: text().notNull(),
    reason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.channelId],
      foreignColumns: [channels.workspaceId, channels.id],
    }),
    check('channel_events_kind', oneOf('kind', channelEventKinds)),
    index('channel_events_by_channel').on(table.workspaceId, table.channelId, table.id),
  ],
);

/** Days (UTC) on which the editor of a channel sells nothing. */
export const channelBlockedDays = pgTable(
  'channel_blocked_days',
  {
    workspaceId: workspaceId(),
    channelId: idOf('channel_id').notNull().$type<ChannelId>(),
    day: date({ mode: 'string' }).notNull(),
    blockedBy: text('blocked_by').notNull(),
    blockedAt: moment('blocked_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.channelId, table.day] }),
    foreignKey({
      columns: [table.workspaceId, table.channelId],
      foreignColumns: [channels.workspaceId, channels.id],
    }),
  ],
);
