import { z } from 'zod';
import { accountSelectionSchema } from './accounts.ts';
import { removalIdSchema } from './ids.ts';
import { command, type DomainContract } from './procedure.ts';

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
} as const satisfies DomainContract;
