import { z } from 'zod';
import { daysUpToSchema } from '../analytics.ts';
import { channelIdSchema, customerIdSchema, listingIdSchema } from '../ids.ts';
import { moneySchema } from '../money.ts';
import { instantSchema } from '../time.ts';
import { decisionHindrances, channelDecisions } from './channel-decisions.ts';
import { categories, channelReadProblems, channelStates, listingStates, postFormats } from './channels.ts';
import { orderStatuses } from './orders.ts';

export const channelEventKinds = ['added', 'decided', 'read', 'lost'] as const;

export const channelSchema = z.object({
  id: channelIdSchema,
  version: z.int().positive(),
  title: z.string(),
  username: z.string().nullable(),
  owner: z.object({ id: customerIdSchema, name: z.string() }),
  category: z.enum(categories),
  language: z.string().nullable(),
  country: z.string().nullable(),
  subscribers: z.int().nonnegative(),
  /** Subscribers won (or lost) in the last 30 days; null when it was not measured that long ago. */
  trend: z.int().nullable(),
  /** Views of a post, on average. */
  averageViews: z.int().nonnegative(),
  /** Average views ÷ subscribers, a share of one; null without subscribers. */
  err: z.number().nonnegative().nullable(),
  state: z.enum(channelStates),
  /** How many listings it has that are not archived. */
  listings: z.int().nonnegative(),
  createdAt: instantSchema,
  decidedAt: instantSchema.nullable(),
  readProblem: z.enum(channelReadProblems).nullable(),
});
export type Channel = z.infer<typeof channelSchema>;

export const channelSortColumns = [
  'id',
  'title',
  'username',
  'owner',
  'category',
  'language',
  'subscribers',
  'trend',
  'averageViews',
  'err',
  'state',
  'listings',
  'createdAt',
  'decidedAt',
] as const;

export const channelFilterSchema = z.object({
  /** In the title, the username or the owner's name; `#12` is a number. */
  search: z.string().max(200).default(''),
  states: z.array(z.enum(channelStates)).default([]),
  categories: z.array(z.enum(categories)).default([]),
  ownerId: customerIdSchema.nullable().default(null),
  /** Days of the workspace that they were added on. */
  added: daysUpToSchema.nullable().default(null),
});
export type ChannelFilter = z.infer<typeof channelFilterSchema>;

export const channelEventSchema = z.object({
  id: z.int(),
  at: instantSchema,
  kind: z.enum(channelEventKinds),
  fromState: z.enum(channelStates).nullable(),
  toState: z.enum(channelStates),
  actor: z.string(),
  reason: z.string().nullable(),
});
export type ChannelEvent = z.infer<typeof channelEventSchema>;

export const channelDetailSchema = channelSchema.extend({
  telegramId: z.string().nullable(),
  description: z.string(),
  stateReason: z.string().nullable(),
  measuredAt: instantSchema.nullable(),
  readAt: instantSchema.nullable(),
  isVerified: z.boolean(),
  isScam: z.boolean(),
  offers: z.array(
    z.object({
      id: listingIdSchema,
      format: z.enum(postFormats),
      state: z.enum(listingStates),
      price: moneySchema,
      durationHours: z.int().positive(),
    }),
  ),
  /** Statuses without an order are left out. */
  orders: z.array(z.object({ status: z.enum(orderStatuses), orders: z.int().positive() })),
  /** The oldest first. */
  events: z.array(channelEventSchema),
  decisions: z.array(
    z.object({ decision: z.enum(channelDecisions), hindrance: z.enum(decisionHindrances).nullable() }),
  ),
});
export type ChannelDetail = z.infer<typeof channelDetailSchema>;

/** One point of a channel's history; rates are shares of one. */
export const channelMetricSchema = z.object({
  at: instantSchema,
  subscribers: z.int().nonnegative(),
  averageViews: z.int().nonnegative().nullable(),
  /** Forwards, reactions and comments ÷ views. */
  er: z.number().nonnegative().nullable(),
  /** Views of a post ÷ subscribers. */
  err: z.number().nonnegative().nullable(),
});
export type ChannelMetric = z.infer<typeof channelMetricSchema>;

/** What Telegram says of a channel that is not on the marketplace yet. */
export const channelLookSchema = z.object({
  username: z.string(),
  telegramId: z.string(),
  title: z.string(),
  description: z.string(),
  subscribers: z.int().nonnegative().nullable(),
  averageViews: z.int().nonnegative().nullable(),
  isVerified: z.boolean(),
  isScam: z.boolean(),
});
export type ChannelLook = z.infer<typeof channelLookSchema>;
