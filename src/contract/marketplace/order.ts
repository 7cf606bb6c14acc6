import { z } from 'zod';
import { dateRangeSchema } from '../analytics.ts';
import { channelIdSchema, customerIdSchema, listingIdSchema, orderIdSchema } from '../ids.ts';
import { currencySchema, moneySchema } from '../money.ts';
import { instantSchema } from '../time.ts';
import { categories, postFormats } from './channels.ts';
import { orderMoveNames } from './order-moves.ts';
import { actorKinds, orderEventKinds, orderStatuses } from './orders.ts';

const side = z.object({ id: customerIdSchema, name: z.string() });

/** An order as a row of a list. */
export const orderSchema = z.object({
  id: orderIdSchema,
  version: z.int().positive(),
  status: z.enum(orderStatuses),
  advertiser: side,
  editor: side,
  channel: z.object({ id: channelIdSchema, title: z.string(), username: z.string().nullable() }),
  listingId: listingIdSchema,
  category: z.enum(categories),
  format: z.enum(postFormats),
  price: moneySchema,
  createdAt: instantSchema,
  scheduledAt: instantSchema.nullable(),
  /** When the post may be taken down. */
  expiresAt: instantSchema.nullable(),
});
export type OrderRow = z.infer<typeof orderSchema>;

/** The orders in one status. */
export const boardLaneSchema = z.object({
  status: z.enum(orderStatuses),
  /** Of all time, whether or not they are kept on this device. */
  total: z.int().nonnegative(),
  /** There may be more: only so many of those that are kept were counted. */
  atLeast: z.boolean(),
  newest: z.array(orderSchema),
});
export type BoardLane = z.infer<typeof boardLaneSchema>;

/** Only the orders of the last days are kept on this device, and those under way. */
export const keptOrdersSchema = z.object({
  days: z.int().positive(),
  /** How many that match are in the sums only; null when that cannot be told for this filter. */
  older: z.int().nonnegative().nullable(),
});
export type KeptOrders = z.infer<typeof keptOrdersSchema>;

export const orderFilterSchema = z
  .object({
    /** A number is an order's; a text is looked for in the advertiser's name and in the channel's title and username. */
    search: z.string().max(200).default(''),
    statuses: z.array(z.enum(orderStatuses)).default([]),
    categories: z.array(z.enum(categories)).default([]),
    advertiserId: customerIdSchema.nullable().default(null),
    editorId: customerIdSchema.nullable().default(null),
    channelId: channelIdSchema.nullable().default(null),
    currency: currencySchema.nullable().default(null),
    /** Days of the workspace that the order was created or completed on. */
    created: dateRangeSchema.nullable().default(null),
    completed: dateRangeSchema.nullable().default(null),
    /** Of those days only an hour of the week: 0 is Monday from midnight to one o'clock, 167 the last of Sunday. */
    hourOfWeek: z.int().min(0).max(167).nullable().default(null),
    /** Created or completed from an instant on. */
    since: z
      .object({ what: z.enum(['created', 'completed']), at: instantSchema })
      .nullable()
      .default(null),
    /** Confirmed and not published when it was to be, or published for as long as was agreed and not completed. */
    overdue: z.boolean().default(false),
  })
  .refine(
    ({ hourOfWeek, created, completed }) => hourOfWeek === null || created !== null || completed !== null,
    'an hour of the week is one of some days',
  );
export type OrderFilter = z.infer<typeof orderFilterSchema>;

/** Why a move cannot be made: where the order stands, whose move it is, a side that may not trade, too little money. */
export const moveHindrances = ['status', 'mover', 'suspended', 'wallet', 'not_for_sale'] as const;
export type MoveHindrance = (typeof moveHindrances)[number];

export const moveChoiceSchema = z.object({
  move: z.enum(orderMoveNames),
  /** Null: it can be made. */
  hindrance: z.enum(moveHindrances).nullable(),
});
export type MoveChoice = z.infer<typeof moveChoiceSchema>;

export const orderEventSchema = z.object({
  at: instantSchema,
  version: z.int().positive(),
  kind: z.enum(orderEventKinds),
  fromStatus: z.enum(orderStatuses).nullable(),
  toStatus: z.enum(orderStatuses).nullable(),
  actorKind: z.enum(actorKinds),
  actor: z.string(),
  reason: z.string().nullable(),
});
export type OrderEvent = z.infer<typeof orderEventSchema>;

/** Where an order's price is: each part of it is in exactly one place. */
export const orderMoneySchema = z.object({
  escrow: moneySchema,
  editor: moneySchema,
  commission: moneySchema,
  refunded: moneySchema,
});

export const orderDetailSchema = orderSchema.extend({
  durationHours: z.int().positive(),
  postText: z.string(),
  /** To the published post, where it can be told. */
  postLink: z.string().nullable(),
  views: z.int().nonnegative().nullable(),
  publishedAt: instantSchema.nullable(),
  /** The platform's part of the price, as agreed at purchase. */
  commission: moneySchema,
  money: orderMoneySchema,
  /** The newest last. */
  timeline: z.array(orderEventSchema),
  /** The beginning of the timeline is not kept on this device. */
  timelineIsCut: z.boolean(),
  /** Where it was read: an order that is not kept in the local copy is read from the database. */
  source: z.enum(['copy', 'database']),
  moves: z.array(moveChoiceSchema),
});
export type OrderDetail = z.infer<typeof orderDetailSchema>;

/** What Telegram allows in one message. */
export const longestPost = 4_096;

export const postTextSchema = z.string().max(longestPost);
export const reasonSchema = z.string().trim().max(500);
