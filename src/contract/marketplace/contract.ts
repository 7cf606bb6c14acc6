import { z } from 'zod';
import { customerIdSchema, listingIdSchema, orderIdSchema, paymentIdSchema } from '../ids.ts';
import { amountSchema, currencySchema, moneySchema } from '../money.ts';
import { commandKeySchema } from '../outbox.ts';
import { command, type DomainContract, query } from '../procedure.ts';
import { instantSchema } from '../time.ts';
import { categories, postFormats } from './channels.ts';
import {
  customerFilterSchema,
  customerProfileSchema,
  customerSchema,
  customerSortColumns,
} from './customer.ts';
import { marketNewsSchema, marketWaitingSchema, paymentNewsSchema, sinceSchema } from './news.ts';
import { paymentGateways, paymentKinds } from './money.ts';
import {
  boardLaneSchema,
  keptOrdersSchema,
  moveHindrances,
  orderDetailSchema,
  orderFilterSchema,
  orderSchema,
  postTextSchema,
  reasonSchema,
} from './order.ts';
import { keptPaymentsSchema, paymentFilterSchema, paymentRowSchema } from './payment.ts';
import { plainMoveNames } from './order-moves.ts';
import { orderStatuses } from './orders.ts';
import { statementInputSchema, statementSchema } from './statement.ts';

const page = { offset: z.int().nonnegative(), limit: z.int().positive().max(200) };
/** Disputes have commands of their own. */
const move = z.enum(plainMoveNames);
/** What whoever decides has seen. */
const seenOrder = { id: orderIdSchema, version: z.int().positive() };
const keyed = { key: commandKeySchema };

/** So many orders are moved at once at most. */
export const mostMovedAtOnce = 200;

export const listingOfferSchema = z.object({
  id: listingIdSchema,
  channel: z.string(),
  username: z.string().nullable(),
  category: z.enum(categories),
  format: z.enum(postFormats),
  price: moneySchema,
  durationHours: z.int().positive(),
  subscribers: z.int().nonnegative(),
});
export type ListingOffer = z.infer<typeof listingOfferSchema>;

/**
 * The marketplace. Every command carries a key and happens once under it, however often it is sent; a command on an order names the
 * version that was seen and is refused with ORDER_CHANGED when somebody was faster.
 */
export const marketplaceContract = {
  /**
   * The orders that match and are kept on this device, newest first unless told otherwise. Matches of a search are counted up to
   * 100,000.
   */
  orders: query({
    permission: 'marketplace:read',
    input: z.object({ filter: orderFilterSchema, descending: z.boolean().default(true), ...page }),
    output: z.object({ rows: z.array(orderSchema), total: z.int().nonnegative() }),
  }),
  /** How many orders are in each status, and the newest of each. */
  board: query({
    permission: 'marketplace:read',
    input: z.object({ filter: orderFilterSchema, perStatus: z.int().min(1).max(50) }),
    output: z.array(boardLaneSchema),
  }),
  /** What of the orders that match is not kept on this device; null when all orders are. */
  keptOrders: query({
    permission: 'marketplace:read',
    input: z.object({ filter: orderFilterSchema }),
    output: keptOrdersSchema.nullable(),
  }),
  /** From the local copy; one that is not kept there from the database, or ORDER_NOT_KEPT while that is away. */
  order: query({
    permission: 'marketplace:read',
    input: z.object({ id: orderIdSchema }),
    output: orderDetailSchema,
  }),
  /** What a move would do to each of these orders as they stand now, one after the other. Nothing is changed. */
  previewMove: query({
    permission: 'marketplace:read',
    input: z.object({ ids: z.array(orderIdSchema).min(1).max(mostMovedAtOnce), move }),
    output: z.array(
      z.object({
        ...seenOrder,
        status: z.enum(orderStatuses),
        hindrance: z.enum(moveHindrances).nullable(),
        /** What goes into escrow, back to the wallet, or to the editor and the platform. */
        price: moneySchema,
      }),
    ),
  }),
  createOrder: command({
    permission: 'marketplace:write',
    input: z.object({
      ...keyed,
      advertiserId: customerIdSchema,
      listingId: listingIdSchema,
      postText: postTextSchema,
      scheduledAt: instantSchema.nullable(),
    }),
    output: z.object({ id: orderIdSchema, version: z.int().positive() }),
  }),
  editDraft: command({
    permission: 'marketplace:write',
    input: z.object({
      ...keyed,
      ...seenOrder,
      postText: postTextSchema,
      scheduledAt: instantSchema.nullable(),
    }),
    output: z.object({ version: z.int().positive() }),
  }),
  moveOrder: command({
    permission: 'marketplace:write',
    input: z.object({
      ...keyed,
      ...seenOrder,
      move,
      reason: reasonSchema.optional(),
      /** Of a publication: Telegram's number of the post in its channel. Without it nobody can look at the post. */
      messageId: z.int().positive().max(2_147_483_647).optional(),
    }),
    output: z.object({ version: z.int().positive() }),
  }),
  /** Each order in a transaction of its own: what cannot be moved holds nobody else up. Each has its own key. */
  moveOrders: command({
    permission: 'marketplace:write',
    input: z.object({
      orders: z
        .array(z.object({ ...keyed, ...seenOrder }))
        .min(1)
        .max(mostMovedAtOnce),
      move,
      reason: reasonSchema.optional(),
    }),
    output: z.array(
      z.discriminatedUnion('moved', [
        z.object({ moved: z.literal(true), id: orderIdSchema, version: z.int().positive() }),
        z.object({
          moved: z.literal(false),
          id: orderIdSchema,
          /** A code of the error catalogue with its details. */
          code: z.string(),
          details: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ]),
    ),
  }),
  customers: query({
    permission: 'marketplace:read',
    input: z.object({
      filter: customerFilterSchema,
      sort: z.object({ column: z.enum(customerSortColumns), descending: z.boolean() }),
      ...page,
    }),
    output: z.object({ rows: z.array(customerSchema), total: z.int().nonnegative() }),
  }),
  customer: query({
    permission: 'marketplace:read',
    input: z.object({ id: customerIdSchema }),
    output: customerProfileSchema,
  }),
  /** From the database: the transfers are not part of the local copy. */
  statement: query({ permission: 'finance:read', input: statementInputSchema, output: statementSchema }),
  /** What customers have by currency. The platform has the counterpart: the ledger sums to zero. */
  balances: query({
    permission: 'finance:read',
    input: z.void(),
    output: z.array(
      z.object({
        currency: currencySchema,
        wallets: moneySchema,
        escrow: moneySchema,
        earnings: moneySchema,
        platform: moneySchema,
      }),
    ),
  }),
  /** Listings that can be bought now, by channel, title or username. */
  offers: query({
    permission: 'marketplace:read',
    input: z.object({ search: z.string().max(200), limit: z.int().positive().max(50) }),
    output: z.array(listingOfferSchema),
  }),
  /** The payments that match and are kept on this device, newest first unless told otherwise; counted up to 100,000. */
  payments: query({
    permission: 'finance:read',
    input: z.object({ filter: paymentFilterSchema, descending: z.boolean().default(true), ...page }),
    output: z.object({ rows: z.array(paymentRowSchema), total: z.int().nonnegative() }),
  }),
  /** What of the payments that match is not kept on this device; null when all payments are. */
  keptPayments: query({
    permission: 'finance:read',
    input: z.object({ filter: paymentFilterSchema }),
    output: keptPaymentsSchema.nullable(),
  }),
  news: query({ permission: 'marketplace:read', input: sinceSchema, output: marketNewsSchema }),
  /** At this moment. */
  waiting: query({ permission: 'marketplace:read', input: z.void(), output: marketWaitingSchema }),
  paymentNews: query({ permission: 'finance:read', input: sinceSchema, output: paymentNewsSchema }),
  beginPayment: command({
    permission: 'finance:write',
    input: z.object({
      ...keyed,
      kind: z.enum(paymentKinds),
      customerId: customerIdSchema,
      amount: amountSchema,
      currency: currencySchema,
      gateway: z.enum(paymentGateways),
    }),
    output: z.object({ id: paymentIdSchema }),
  }),
  settlePayment: command({
    permission: 'finance:write',
    input: z.object({
      ...keyed,
      id: paymentIdSchema,
      outcome: z.enum(['succeeded', 'failed', 'cancelled']),
      problem: reasonSchema.optional(),
    }),
    output: z.object({ version: z.int().positive() }),
  }),
} as const satisfies DomainContract;
