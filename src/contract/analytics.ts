import { z } from 'zod';
import { channelIdSchema, customerIdSchema } from './ids.ts';
import { categories } from './marketplace/channels.ts';
import { customerRoles } from './marketplace/customers.ts';
import { orderStatuses } from './marketplace/orders.ts';
import { moneySchema } from './money.ts';
import { type DomainContract, query } from './procedure.ts';
import { instantSchema } from './time.ts';

const countSchema = z.int().nonnegative();
const currencySchema = z.string().regex(/^[A-Z]{3}$/);

/** A day of the workspace: `2026-11-21`. */
export const dateSchema = z.iso.date();

/** The first and the last day, both included. */
export const dateRangeSchema = z
  .object({ from: dateSchema, to: dateSchema })
  .refine(({ from, to }) => from <= to, 'the range ends before it begins')
  .refine(
    ({ from, to }) => Date.parse(to) - Date.parse(from) <= 20 * 366 * 86_400_000,
    'the range is longer than 20 years',
  );
export type DateRange = z.infer<typeof dateRangeSchema>;

/** Days up to one, which is included; from the very beginning where no first one is named. */
export const daysUpToSchema = z
  .object({ from: dateSchema.exactOptional(), to: dateSchema })
  .refine(({ from, to }) => from === undefined || from <= to, 'the days end before they begin');
export type DaysUpTo = z.infer<typeof daysUpToSchema>;

/** What an answer has a row for each of; a period is named by its first day. */
export const periodUnitSchema = z.enum(['day', 'week', 'month']);
export type PeriodUnit = z.infer<typeof periodUnitSchema>;

/** Orders by what became of them. */
export const statusCountsSchema = z.record(z.enum(orderStatuses), countSchema);
export type StatusCounts = z.infer<typeof statusCountsSchema>;

/** What completed orders brought. Editors get the price less refunds and commission. */
export const revenueSchema = z.object({
  completed: countSchema,
  price: moneySchema,
  commission: moneySchema,
  refunded: moneySchema,
});
export type Revenue = z.infer<typeof revenueSchema>;

/** Orders in one currency. The average price is `price` ÷ `orders`, the rate of completion that of the settled ones. */
export const orderTotalsSchema = z.object({
  orders: countSchema,
  /** Completed, rejected, cancelled and refunded: what may still be completed is not in it. */
  settled: countSchema,
  completed: countSchema,
  price: moneySchema,
  completedPrice: moneySchema,
  completedCommission: moneySchema,
  completedRefunded: moneySchema,
});
export type OrderTotals = z.infer<typeof orderTotalsSchema>;

const rangeInput = z.object({ range: dateRangeSchema });
const seriesInput = z.object({ range: dateRangeSchema, by: periodUnitSchema });

/** The period that a range is compared with: as many days, or whole months, just before it. */
const comparedSchema = z.object({ before: dateRangeSchema });

export const analyticsContract = {
  /** By the day that orders were created. */
  ordersByStatus: query({
    permission: 'analytics:read',
    input: seriesInput,
    output: comparedSchema.extend({
      periods: z.array(z.object({ start: dateSchema, counts: statusCountsSchema })),
      countsBefore: statusCountsSchema,
    }),
  }),
  /** By the day that orders were completed; one row for each period and currency. */
  revenue: query({
    permission: 'analytics:read',
    input: seriesInput,
    output: comparedSchema.extend({
      periods: z.array(revenueSchema.extend({ start: dateSchema })),
      revenueBefore: z.array(revenueSchema),
    }),
  }),
  /** One row for each currency. */
  totals: query({
    permission: 'analytics:read',
    input: rangeInput,
    output: comparedSchema.extend({
      totals: z.array(orderTotalsSchema),
      totalsBefore: z.array(orderTotalsSchema),
    }),
  }),
  categories: query({
    permission: 'analytics:read',
    input: rangeInput,
    output: comparedSchema.extend({
      categories: z.array(orderTotalsSchema.extend({ category: z.enum(categories) })),
      categoriesBefore: z.array(orderTotalsSchema.extend({ category: z.enum(categories) })),
    }),
  }),
  /** Channels by the price of what they completed, of orders created in that time, in one currency. */
  topChannels: query({
    permission: 'analytics:read',
    input: z.object({
      period: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('all') }),
        z.object({
          kind: z.literal('quarter'),
          year: z.int().min(1970).max(2200),
          quarter: z.int().min(1).max(4),
        }),
        z.object({ kind: z.literal('range'), range: dateRangeSchema }),
      ]),
      currency: currencySchema,
      limit: z.int().min(1).max(100).default(10),
    }),
    output: z.array(orderTotalsSchema.extend({ channelId: channelIdSchema, title: z.string() })),
  }),
  /** Of the advertisers who signed up in a month, how many ordered in each month from then on. */
  retention: query({
    permission: 'analytics:read',
    input: z.object({ lastMonth: dateSchema, months: z.int().min(1).max(36).default(12) }),
    output: z.array(
      z.object({
        /** The first day of the month they signed up in. */
        cohort: dateSchema,
        /** Who of them ever ordered is not told by this; the size is that of all who signed up. */
        signedUp: countSchema,
        /** How many ordered in the month they signed up, in the next, and so on. */
        active: z.array(countSchema),
      }),
    ),
  }),
  /** Customers who were last active within 24 hours, 7 and 30 days before an instant. */
  activeCustomers: query({
    permission: 'analytics:read',
    input: z.object({ at: instantSchema }),
    output: z.array(
      z.object({ role: z.enum(customerRoles), day: countSchema, week: countSchema, month: countSchema }),
    ),
  }),
  /** When orders are made, over whole months: 168 hours from Monday midnight. */
  orderHours: query({
    permission: 'analytics:read',
    input: rangeInput,
    output: z.array(
      z.object({ hourOfWeek: z.int().min(0).max(167), orders: countSchema, completed: countSchema }),
    ),
  }),
  editorEarnings: query({
    permission: 'analytics:read',
    input: seriesInput.extend({ editorId: customerIdSchema }),
    output: comparedSchema.extend({
      periods: z.array(revenueSchema.extend({ start: dateSchema })),
      revenueBefore: z.array(revenueSchema),
    }),
  }),
  /** The channels that a customer owns; all time without a range. */
  editorChannels: query({
    permission: 'analytics:read',
    input: z.object({ editorId: customerIdSchema, range: dateRangeSchema.nullable() }),
    output: z.array(orderTotalsSchema.extend({ channelId: channelIdSchema, title: z.string() })),
  }),
  /** By the month that orders were created: the price of those in each status. */
  advertiserSpending: query({
    permission: 'analytics:read',
    input: z.object({ advertiserId: customerIdSchema, range: dateRangeSchema }),
    output: z.array(
      z.object({
        start: dateSchema,
        currency: currencySchema,
        orders: statusCountsSchema,
        /** Micros, like `moneySchema`'s. */
        price: z.record(z.enum(orderStatuses), moneySchema.shape.micros),
        /** What of the price went back. */
        refunded: moneySchema,
      }),
    ),
  }),
} as const satisfies DomainContract;
