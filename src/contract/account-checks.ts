import { z } from 'zod';
import { accountSelectionSchema, checkOutcomeSchema, standingSchema } from './accounts.ts';
import { accountIdSchema, checkRunIdSchema } from './ids.ts';
import { command, query, stream, type DomainContract } from './procedure.ts';
import { instantSchema } from './time.ts';

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
  /** Of those, accounts that were not connected, because Telegram had told them to wait: their result is that wait. */
  leftAlone: z.int().nonnegative(),
  /** Accounts that could not be reached and are tried again before the run ends; not among those with a result. */
  toRetry: z.int().nonnegative(),
  /** Accounts whose standing is now another one. */
  changed: z.int().nonnegative(),
  /** Accounts that could not be reached. */
  failed: z.int().nonnegative(),
  byOutcome: outcomeCountsSchema,
});
export type CheckRun = z.infer<typeof checkRunSchema>;

export const accountCheckSchema = z.object({
  runId: checkRunIdSchema,
  /** Which attempt of the run, from 1. */
  attempt: z.int().positive(),
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

/** Checks of the pool: part of the domain `accounts`. */
export const accountChecksContract = {
  /** The account's newest checks, newest first. */
  checks: query({
    permission: 'accounts:read',
    input: z.object({ id: accountIdSchema, limit: z.int().min(1).max(500).default(100) }),
    output: z.array(accountCheckSchema),
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
    output: z.object({}),
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
