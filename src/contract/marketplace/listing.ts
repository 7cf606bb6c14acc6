import { z } from 'zod';
import { channelIdSchema, customerIdSchema, listingIdSchema, orderIdSchema } from '../ids.ts';
import { amountSchema, currencySchema, moneySchema } from '../money.ts';
import { instantSchema } from '../time.ts';
import { categories, channelStates, listingStates, postFormats } from './channels.ts';
import { orderStatuses } from './orders.ts';

export const listingEventKinds = ['created', 'edited', 'paused', 'resumed', 'archived'] as const;

export const listingSchema = z.object({
  id: listingIdSchema,
  version: z.int().positive(),
  channel: z.object({
    id: channelIdSchema,
    title: z.string(),
    username: z.string().nullable(),
    state: z.enum(channelStates),
  }),
  owner: z.object({ id: customerIdSchema, name: z.string() }),
  category: z.enum(categories),
  language: z.string().nullable(),
  country: z.string().nullable(),
  subscribers: z.int().nonnegative(),
  averageViews: z.int().nonnegative(),
  /** Views of a post ÷ subscribers, a share of one; null without subscribers. */
  err: z.number().nonnegative().nullable(),
  format: z.enum(postFormats),
  state: z.enum(listingStates),
  price: moneySchema,
  /** The price of a thousand average views; null where nobody looks. */
  cpm: moneySchema.nullable(),
  durationHours: z.int().positive(),
  changedAt: instantSchema,
});
export type Listing = z.infer<typeof listingSchema>;

export const listingSortColumns = [
  'id',
  'channel',
  'category',
  'format',
  'price',
  'cpm',
  'subscribers',
  'averageViews',
  'err',
  'state',
  'changedAt',
] as const;

export const listingFilterSchema = z.object({
  /** In the channel's title or username; `#12` is a number. */
  search: z.string().max(200).default(''),
  states: z.array(z.enum(listingStates)).default([]),
  categories: z.array(z.enum(categories)).default([]),
  formats: z.array(z.enum(postFormats)).default([]),
  /** Two letters each. */
  languages: z.array(z.string().max(2)).max(50).default([]),
  countries: z.array(z.string().max(2)).max(250).default([]),
  /** Prices are compared within one currency; without it the bounds below are not applied. */
  currency: currencySchema.nullable().default(null),
  priceFrom: amountSchema.nullable().default(null),
  priceTo: amountSchema.nullable().default(null),
  cpmTo: amountSchema.nullable().default(null),
  subscribersFrom: z.int().nonnegative().nullable().default(null),
  /** A share of one. */
  errFrom: z.number().min(0).max(1).nullable().default(null),
  channelId: channelIdSchema.nullable().default(null),
});
export type ListingFilter = z.infer<typeof listingFilterSchema>;

export const listingEventSchema = z.object({
  id: z.int(),
  at: instantSchema,
  kind: z.enum(listingEventKinds),
  state: z.enum(listingStates),
  price: moneySchema,
  durationHours: z.int().positive(),
  actor: z.string(),
});
export type ListingEvent = z.infer<typeof listingEventSchema>;

export const listingDetailSchema = listingSchema.extend({
  createdAt: instantSchema,
  /** The oldest first. */
  events: z.array(listingEventSchema),
});
export type ListingDetail = z.infer<typeof listingDetailSchema>;

/** A day of a channel's calendar, UTC. */
export const calendarDaySchema = z.object({
  day: z.iso.date(),
  /** The editor sells nothing on that day. */
  blocked: z.boolean(),
  /** One for each slot of the day, in their order; null: it is free. */
  slots: z.array(z.object({ orderId: orderIdSchema, status: z.enum(orderStatuses) }).nullable()),
});
export type CalendarDay = z.infer<typeof calendarDaySchema>;
