import { z } from 'zod';
import { checkOutcomes, plainText, standingSchema } from './accounts.ts';
import { accountIdSchema } from './ids.ts';
import { command, query, queuedCommand, type DomainContract } from './procedure.ts';
import { instantSchema } from './time.ts';

export const noteLimit = 5_000;

export const accountNoteSchema = z.object({
  text: z.string(),
  /** Grows with every change; 0 while there has never been a note. */
  version: z.int().nonnegative(),
  changedBy: z.string().nullable(),
  changedAt: instantSchema.nullable(),
  /** It is kept on this device and sent when the database is back; `version` is the one it is based on. */
  queued: z.boolean().exactOptional(),
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
  'read_channel',
  'read_post',
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

/** What is known of one account beside its row, and what can be done with it: part of the domain `accounts`. */
export const accountDetailsContract = {
  note: query({
    permission: 'accounts:read',
    input: z.object({ id: accountIdSchema }),
    output: accountNoteSchema,
  }),
  /** Saves the note, if nobody has changed it since `version`. */
  saveNote: queuedCommand({
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
} as const satisfies DomainContract;
