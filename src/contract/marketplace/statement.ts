import { z } from 'zod';
import { customerIdSchema, orderIdSchema, paymentIdSchema, transferIdSchema } from '../ids.ts';
import { moneySchema } from '../money.ts';
import { instantSchema } from '../time.ts';
import { customerAccountKinds, transferKinds, transferPhases } from './money.ts';

/** One of a customer's accounts: a wallet, what is in escrow, what was earned; in one currency. */
export const accountBalanceSchema = z.object({
  kind: z.enum(customerAccountKinds),
  currency: z.string(),
  /** What was posted. */
  balance: moneySchema,
  /** What of it is not held for a payment on its way out. */
  available: moneySchema,
});
export type AccountBalance = z.infer<typeof accountBalanceSchema>;

export const statementRowSchema = z.object({
  id: transferIdSchema,
  at: instantSchema,
  account: z.enum(customerAccountKinds),
  kind: z.enum(transferKinds),
  /** `pending` and `void` move nothing yet, or no more: the balance stays. */
  phase: z.enum(transferPhases),
  orderId: orderIdSchema.nullable(),
  paymentId: paymentIdSchema.nullable(),
  /** Into the account, or out of it (below zero). */
  amount: moneySchema,
  /** Of the account, after this transfer. */
  balance: moneySchema,
});
export type StatementRow = z.infer<typeof statementRowSchema>;

export const statementInputSchema = z.object({
  customerId: customerIdSchema,
  offset: z.int().nonnegative(),
  limit: z.int().positive().max(200),
});

export const statementSchema = z.object({
  accounts: z.array(accountBalanceSchema),
  total: z.int().nonnegative(),
  rows: z.array(statementRowSchema),
});
export type Statement = z.infer<typeof statementSchema>;
