import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ChannelId, ListingId } from '#contract/ids.ts';
import { listingEventKinds } from '#contract/marketplace/listing.ts';
import { listingStates, postFormats } from '#contract/marketplace/channels.ts';
import { channels } from '../channels/schema.ts';
import { currency, idOf, isCurrency, micros, moment, oneOf, ownId, workspaceId } from '../columns.ts';

/** The offer to post in a channel at a price. Orders copy what they bought, so an offer may change. */
export const listings = pgTable(
  'listings',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<ListingId>(),
    channelId: idOf('channel_id').notNull().$type<ChannelId>(),
    priceMicros: micros('price_micros').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    changedAt: moment('changed_at').notNull().defaultNow(),
    /** How long the post stays up. */
    durationHours: integer('duration_hours').notNull(),
    version: integer().notNull().default(1),
    format: text({ enum: postFormats }).notNull(),
    state: text({ enum: listingStates }).notNull().default('active'),
    currency: currency(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.channelId],
      foreignColumns: [channels.workspaceId, channels.id],
    }),
    check('listings_format', oneOf('format', postFormats)),
    check('listings_state', oneOf('state', listingStates)),
    check('listings_currency', isCurrency),
    check('listings_price', sql`price_micros between 1 and 999999999999999`),
    check('listings_duration', sql`duration_hours between 1 and 8760`),
    index('listings_by_channel').on(table.workspaceId, table.channelId),
  ],
);

/** What a listing was offered at, and since when: one row for each change. */
export const listingEvents = pgTable(
  'listing_events',
  {
    workspaceId: workspaceId(),
    id: ownId(),
    listingId: idOf('listing_id').notNull().$type<ListingId>(),
    at: moment('at').notNull().defaultNow(),
    /** The listing's after it, as are price, term and state. */
    listingVersion: integer('listing_version').notNull(),
    priceMicros: micros('price_micros').notNull(),
    durationHours: integer('duration_hours').notNull(),
    kind: text({ enum: listingEventKinds }).notNull(),
    state: text({ enum: listingStates }).notNull(),
    actor: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.listingId],
      foreignColumns: [listings.workspaceId, listings.id],
    }),
    check('listing_events_kind', oneOf('kind', listingEventKinds)),
    index('listing_events_by_listing').on(table.workspaceId, table.listingId, table.id),
  ],
);
