import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { ChannelId, CustomerId, ListingId, OrderEventId, OrderId } from '#contract/ids.ts';
import { categories, postFormats } from '#contract/marketplace/channels.ts';
import {
  actorKinds,
  finalOrderStatuses,
  orderEventKinds,
  orderStatuses,
} from '#contract/marketplace/orders.ts';
import { channels } from '../channels/schema.ts';
import { currency, idFrom, idOf, isCurrency, micros, moment, oneOf, workspaceId } from '../columns.ts';
import { customers } from '../customers/schema.ts';
import { listings } from '../listings/schema.ts';

export const ordersId = pgSequence('orders_id');
export const orderEventsId = pgSequence('order_events_id');

/**
 * Purchases of a post. Ten million of them: what is here is what lists, boards and sums need, the rest is on the timeline.
 * Partitioned by `id` (see the migration), which grows with time.
 */
export const orders = pgTable(
  'orders',
  {
    workspaceId: workspaceId(),
    id: idFrom('orders_id').$type<OrderId>(),
    advertiserId: idOf('advertiser_id').notNull().$type<CustomerId>(),
    editorId: idOf('editor_id').notNull().$type<CustomerId>(),
    channelId: idOf('channel_id').notNull().$type<ChannelId>(),
    listingId: idOf('listing_id').notNull().$type<ListingId>(),
    priceMicros: micros('price_micros').notNull(),
    /** The platform's part of the price by the rule in force at purchase; of a price that was refunded in part, of the rest. */
    commissionMicros: micros('commission_micros').notNull(),
    /** What of the price went back to the advertiser. */
    refundedMicros: micros('refunded_micros')
      .notNull()
      .default(sql`0`),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** From here on the price is in escrow. Null for a draft. */
    submittedAt: moment('submitted_at'),
    scheduledAt: moment('scheduled_at'),
    confirmedAt: moment('confirmed_at'),
    publishedAt: moment('published_at'),
    /** When the post may be taken down. */
    expiresAt: moment('expires_at'),
    completedAt: moment('completed_at'),
    /** When it was rejected, cancelled or refunded. */
    closedAt: moment('closed_at'),
    /** Micros of the order's currency; null when unknown. */
    conversionValueMicros: micros('conversion_value_micros'),
    conversions: integer(),
    /** As last measured on the post. */
    views: integer(),
    /** Telegram's number of the post in its channel. */
    messageId: integer('message_id'),
    durationHours: integer('duration_hours').notNull(),
    /** Grows with every change: an editor must have seen the newest. */
    version: integer().notNull().default(1),
    status: text({ enum: orderStatuses }).notNull(),
    category: text({ enum: categories }).notNull(),
    format: text({ enum: postFormats }).notNull(),
    currency: currency(),
    postText: text('post_text').notNull().default(''),
    /** Null when the channel's username and `message_id` make it. */
    postLink: text('post_link'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.advertiserId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.editorId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.channelId],
      foreignColumns: [channels.workspaceId, channels.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.listingId],
      foreignColumns: [listings.workspaceId, listings.id],
    }),
    check('orders_status', oneOf('status', orderStatuses)),
    check('orders_category', oneOf('category', categories)),
    check('orders_format', oneOf('format', postFormats)),
    check('orders_currency', isCurrency),
    check(
      'orders_amounts',
      sql`price_micros > 0 and refunded_micros between 0 and price_micros and commission_micros between 0 and price_micros - refunded_micros`,
    ),
    check('orders_counts', sql`views >= 0 and conversions >= 0 and message_id > 0 and version > 0`),
    check('orders_duration', sql`duration_hours between 1 and 8760`),
    check(
      'orders_times',
      sql`submitted_at >= created_at and confirmed_at >= submitted_at and published_at >= confirmed_at and expires_at > published_at and completed_at >= published_at and closed_at >= submitted_at`,
    ),
    check(
      'orders_status_times',
      sql`(status = 'draft') = (submitted_at is null)
        and (status = 'completed') = (completed_at is not null)
        and (status in ('rejected', 'cancelled', 'refunded')) = (closed_at is not null)
        and (status <> 'confirmed' or confirmed_at is not null)
        and (status not in ('published', 'disputed', 'completed', 'refunded') or published_at is not null)
        and (status not in ('draft', 'pending', 'rejected') or confirmed_at is null)
        and (published_at is null) = (expires_at is null)`,
    ),
    check(
      'orders_refunds',
      sql`(status not in ('rejected', 'cancelled', 'refunded') or refunded_micros = price_micros) and (refunded_micros = 0 or completed_at is not null or closed_at is not null)`,
    ),
    index('orders_by_advertiser').on(table.workspaceId, table.advertiserId, table.id),
    index('orders_by_editor').on(table.workspaceId, table.editorId, table.id),
    index('orders_by_channel').on(table.workspaceId, table.channelId, table.id),
    index('orders_scheduled')
      .on(table.workspaceId, table.channelId, table.scheduledAt)
      .where(sql`scheduled_at is not null`),
    index('orders_under_way')
      .on(table.workspaceId, table.status, table.id)
      .where(sql.raw(`status not in (${finalOrderStatuses.map((status) => `'${status}'`).join(', ')})`)),
    index('orders_expiring')
      .on(table.workspaceId, table.expiresAt)
      .where(sql`status = 'published'`),
    index('orders_waiting')
      .on(table.workspaceId, table.submittedAt)
      .where(sql`status = 'pending'`),
  ],
);

/** The timeline of orders; rows are never changed. Partitioned by `id` (see the migration). */
export const orderEvents = pgTable(
  'order_events',
  {
    workspaceId: workspaceId(),
    id: idFrom('order_events_id').$type<OrderEventId>(),
    orderId: idOf('order_id').notNull().$type<OrderId>(),
    at: moment('at').notNull().defaultNow(),
    /** The order's version from then on. */
    orderVersion: integer('order_version').notNull(),
    kind: text({ enum: orderEventKinds }).notNull(),
    /** Both null unless the state moved (`created` has only the second). */
    fromStatus: text('from_status', { enum: orderStatuses }),
    toStatus: text('to_status', { enum: orderStatuses }),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
    /** An operator's or a customer's name, or what acted by itself. */
    actor: text().notNull(),
    reason: text(),
    details: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }).onDelete('cascade'),
    check('order_events_kind', oneOf('kind', orderEventKinds)),
    check('order_events_from', oneOf('from_status', orderStatuses)),
    check('order_events_to', oneOf('to_status', orderStatuses)),
    check('order_events_actor', oneOf('actor_kind', actorKinds)),
    check(
      'order_events_move',
      sql`(kind in ('created', 'moved')) = (to_status is not null) and (kind = 'moved') = (from_status is not null) and (kind <> 'moved' or from_status <> to_status)`,
    ),
    index('order_events_by_order').on(table.workspaceId, table.orderId, table.id),
  ],
);
