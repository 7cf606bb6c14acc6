import { z } from 'zod';
import { dateRangeSchema } from '../analytics.ts';
import { customerIdSchema, orderIdSchema, paymentIdSchema } from '../ids.ts';
import { currencySchema, moneySchema } from '../money.ts';
import { instantSchema } from '../time.ts';
import { paymentGateways, paymentKinds, paymentStates } from './money.ts';

/** A payment as a row of a list. */
export const paymentRowSchema = z.object({
  id: paymentIdSchema,
  kind: z.enum(paymentKinds),
  state: z.enum(paymentStates),
  gateway: z.enum(paymentGateways),
  amount: moneySchema,
  customer: z.object({ id: customerIdSchema, name: z.string() }),
  /** The order it was made for; null when it tops up a wallet. */
  orderId: orderIdSchema.nullable(),
  /** Why it failed, in the gateway's words. */
  problem: z.string().nullable(),
  createdAt: instantSchema,
  settledAt: instantSchema.nullable(),
});
export type PaymentRow = z.infer<typeof paymentRowSchema>;

/** Only the payments of the last days are kept on this device, and those that are pending. */
export const keptPaymentsSchema = z.object({
  days: z.int().positive(),
  /** How many that match are in the sums only, counted up to 100,000. */
  older: z.int().nonnegative(),
});
export type KeptPayments = z.infer<typeof keptPaymentsSchema>;

export const paymentFilterSchema = z.object({
  /** A number is a payment's; a text is looked for in the customer's name. */
  search: z.string().max(200).default(''),
  kinds: z.array(z.enum(paymentKinds)).default([]),
  states: z.array(z.enum(paymentStates)).default([]),
  customerId: customerIdSchema.nullable().default(null),
  /** Settled from an instant on: succeeded, failed or cancelled. */
  settledSince: instantSchema.nullable().default(null),
  /** The same, by days of the workspace. */
  settled: dateRangeSchema.nullable().default(null),
  currency: currencySchema.nullable().default(null),
});
export type PaymentFilter = z.infer<typeof paymentFilterSchema>;
