import { z } from 'zod';
import { channelIdSchema, listingIdSchema } from '../ids.ts';
import { amountSchema, currencySchema } from '../money.ts';
import { commandKeySchema } from '../outbox.ts';
import { command, type DomainContract, query } from '../procedure.ts';
import { postFormats } from './channels.ts';
import {
  calendarDaySchema,
  listingDetailSchema,
  listingFilterSchema,
  listingSchema,
  listingSortColumns,
} from './listing.ts';

const keyed = { key: commandKeySchema };
const seenListing = { id: listingIdSchema, version: z.int().positive() };
const done = z.object({ id: listingIdSchema, version: z.int().positive() });
/** What is offered. A price is at least one micro and below a billion; a post stays up for a year at most. */
const terms = { price: amountSchema, currency: currencySchema, durationHours: z.int().min(1).max(8_760) };

/** So many days of a calendar at once. */
export const mostCalendarDays = 62;

/** The catalogue: offers to post in channels. */
export const listingsContract = {
  list: query({
    permission: 'marketplace:read',
    input: z.object({
      filter: listingFilterSchema,
      sort: z.object({ column: z.enum(listingSortColumns), descending: z.boolean() }),
      offset: z.int().nonnegative(),
      limit: z.int().positive().max(200),
    }),
    output: z.object({ rows: z.array(listingSchema), total: z.int().nonnegative() }),
  }),
  get: query({
    permission: 'marketplace:read',
    input: z.object({ id: listingIdSchema }),
    output: listingDetailSchema,
  }),
  /** Languages, countries and currencies that occur, for the filters. */
  facets: query({
    permission: 'marketplace:read',
    input: z.void(),
    output: z.object({
      languages: z.array(z.string()),
      countries: z.array(z.string()),
      currencies: z.array(currencySchema),
    }),
  }),
  /** Which slots of a channel are held by orders, and which days its editor has blocked. */
  calendar: query({
    permission: 'marketplace:read',
    input: z.object({
      channelId: channelIdSchema,
      from: z.iso.date(),
      days: z.int().min(1).max(mostCalendarDays),
    }),
    output: z.array(calendarDaySchema),
  }),
  create: command({
    permission: 'marketplace:write',
    input: z.object({ ...keyed, channelId: channelIdSchema, format: z.enum(postFormats), ...terms }),
    output: done,
  }),
  /** Orders keep the price they were made at. The currency cannot change. */
  edit: command({
    permission: 'marketplace:write',
    input: z.object({ ...keyed, ...seenListing, ...terms }),
    output: done,
  }),
  /** An archived listing stays archived. */
  setState: command({
    permission: 'marketplace:write',
    input: z.object({ ...keyed, ...seenListing, state: z.enum(['active', 'paused', 'archived']) }),
    output: done,
  }),
  /** What is sold already on that day stays sold. */
  blockDay: command({
    permission: 'marketplace:write',
    input: z.object({ ...keyed, channelId: channelIdSchema, day: z.iso.date(), blocked: z.boolean() }),
    output: z.object({}),
  }),
} as const satisfies DomainContract;
