import { z } from 'zod';
import { accountSelectionSchema } from './accounts.ts';
import { usageOutcomes } from './account-details.ts';
import { accountIdSchema, removalIdSchema } from './ids.ts';
import { command, query, type DomainContract } from './procedure.ts';
import { instantSchema } from './time.ts';

const count = z.int().nonnegative();

/** `waiting` until Telegram has answered; `given_up` when it could not be reached for too long. */
export const logOutStates = ['waiting', 'ended', 'given_up'] as const;
export type LogOutState = (typeof logOutStates)[number];

/** One removal: it stays on record, also when it was taken back. */
export const removalSchema = z.object({
  id: removalIdSchema,
  removedAt: instantSchema,
  removedBy: z.string(),
  accounts: count,
  /** How many of them `restore` would bring back now. */
  restorable: count,
  restored: count,
  restoredAt: instantSchema.nullable(),
  restoredBy: z.string().nullable(),
  /** Null when no log-out on Telegram was asked for. One that was withdrawn by the undo is not counted. */
  logOuts: z.record(z.enum(logOutStates), count).nullable(),
});
export type Removal = z.infer<typeof removalSchema>;

/**
 * `restorable`: it can still be brought back. `gone`: its session no longer exists, or is being logged out.
 * `in_pool`: it is back, by the undo or because it was added anew. `removed_again`: by a later removal.
 */
export const removedAccountStates = ['restorable', 'gone', 'in_pool', 'removed_again'] as const;
export type RemovedAccountState = (typeof removedAccountStates)[number];

export const removedAccountSchema = z.object({
  accountId: accountIdSchema,
  displayName: z.string(),
  phone: z.string().nullable(),
  state: z.enum(removedAccountStates),
  logOut: z
    .object({
      state: z.enum(logOutStates),
      /** What the last attempt found; null before the first. */
      outcome: z.enum(usageOutcomes).nullable(),
      errorCode: z.string().nullable(),
      attempts: count,
      /** When it is tried next; null when it is settled. */
      nextAttemptAt: instantSchema.nullable(),
      endedAt: instantSchema.nullable(),
    })
    .nullable(),
});
export type RemovedAccount = z.infer<typeof removedAccountSchema>;

/** How accounts leave the pool, and come back: part of the domain `accounts`. */
export const accountRemovalsContract = {
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
  /** The removals on record, newest first. */
  removals: query({
    permission: 'accounts:read',
    input: z.object({ offset: count, limit: z.int().min(1).max(200).default(50) }),
    output: z.object({ rows: z.array(removalSchema), total: count }),
  }),
  removal: query({
    permission: 'accounts:read',
    input: z.object({ removalId: removalIdSchema }),
    output: removalSchema,
  }),
  /** The accounts that a removal took, by ID, and what became of each. */
  removedAccounts: query({
    permission: 'accounts:read',
    input: z.object({ removalId: removalIdSchema, offset: count, limit: z.int().min(1).max(500) }),
    output: z.object({ rows: z.array(removedAccountSchema), total: count }),
  }),
} as const satisfies DomainContract;
