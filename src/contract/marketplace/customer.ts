import { z } from 'zod';
import { dateSchema, daysUpToSchema } from '../analytics.ts';
import { channelIdSchema, customerIdSchema, paymentIdSchema } from '../ids.ts';
import { moneySchema } from '../money.ts';
import { instantSchema } from '../time.ts';
import { channelStates } from './channels.ts';
import { customerRoles, customerStates, orderingKinds } from './customers.ts';
import { paymentGateways, paymentKinds, paymentStates } from './money.ts';
import { orderStatuses } from './orders.ts';
import { accountBalanceSchema } from './statement.ts';

export const customerSchema = z.object({
  id: customerIdSchema,
  /** Grows with each act: whoever changes something says which one they saw. */
  version: z.int().positive(),
  name: z.string(),
  role: z.enum(customerRoles),
  state: z.enum(customerStates),
  /** 0 to 100: the higher, the more careful. */
  riskScore: z.int().min(0).max(100),
  country: z.string().nullable(),
  createdAt: instantSchema,
  verifiedAt: instantSchema.nullable(),
  lastActiveAt: instantSchema.nullable(),
});
export type Customer = z.infer<typeof customerSchema>;

export const customerSortColumns = [
  'id',
  'name',
  'state',
  'riskScore',
  'country',
  'createdAt',
  'lastActiveAt',
] as const;

export const customerFilterSchema = z.object({
  /** A number is a customer's; a text is looked for in the name. */
  search: z.string().max(200).default(''),
  roles: z.array(z.enum(customerRoles)).default([]),
  states: z.array(z.enum(customerStates)).default([]),
  /** An empty one is that of those whose country is not known. */
  countries: z.array(z.string().max(2)).max(300).default([]),
  verified: z.boolean().nullable().default(null),
  leastRisk: z.int().min(0).max(100).default(0),
  mostRisk: z.int().min(0).max(100).default(100),
  /** Who was flagged or suspended from an instant on, whatever became of it. */
  became: z
    .object({ state: z.enum(['flagged', 'suspended']), since: instantSchema })
    .nullable()
    .default(null),
  /** Days of the workspace that they signed up on. */
  signedUp: daysUpToSchema.nullable().default(null),
  /** Last active at an instant or later. */
  activeSince: instantSchema.nullable().default(null),
  /** Advertisers by what they did in a month, which is named by its first day: as `metrics.growth` counts them. */
  ordering: z
    .object({ month: dateSchema, as: z.enum(orderingKinds) })
    .nullable()
    .default(null),
});
export type CustomerFilter = z.infer<typeof customerFilterSchema>;

export const paymentSchema = z.object({
  id: paymentIdSchema,
  kind: z.enum(paymentKinds),
  state: z.enum(paymentStates),
  gateway: z.enum(paymentGateways),
  amount: moneySchema,
  createdAt: instantSchema,
});
export type Payment = z.infer<typeof paymentSchema>;

export const customerProfileSchema = customerSchema.extend({
  /** An operator suspended them: no score ends that. */
  heldByOperator: z.boolean(),
  accounts: z.array(accountBalanceSchema),
  /** By what each side did; statuses without an order are left out. */
  bought: z.array(z.object({ status: z.enum(orderStatuses), orders: z.int().positive() })),
  sold: z.array(z.object({ status: z.enum(orderStatuses), orders: z.int().positive() })),
  rating: z.object({ count: z.int().nonnegative(), average: z.number().nullable() }),
  channels: z.array(
    z.object({
      id: channelIdSchema,
      title: z.string(),
      username: z.string().nullable(),
      state: z.enum(channelStates),
      subscribers: z.int().nonnegative(),
    }),
  ),
  /** Payments that wait for their end, the oldest first. */
  pendingPayments: z.array(paymentSchema),
});
export type CustomerProfile = z.infer<typeof customerProfileSchema>;
