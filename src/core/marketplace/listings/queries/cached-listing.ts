import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Listing, listingSchema } from '#contract/marketplace/listing.ts';
import { microsColumn } from '../../../cache/micros-column.ts';

/** Micros for a thousand average views, cut to a whole micro; SQLite's integers hold a thousand times any price. */
export const cpmOf = sql`(case when c.average_views > 0 then l.price_micros * 1000 / c.average_views end)`;

export const errOf = sql`(case when c.subscribers > 0 then 1.0 * c.average_views / c.subscribers end)`;

export const listingColumns = sql`l.id, l.version, l.channel_id, c.title, c.username, c.state as channel_state, c.owner_id,
  o.name as owner_name, c.category, c.language, c.country, c.subscribers, c.average_views, ${errOf} as err, l.format, l.state,
  l.price_micros, l.currency, ${cpmOf} as cpm, l.duration_hours, l.changed_at`;

const row = z.object({
  id: z.int(),
  version: z.int(),
  channel_id: z.int(),
  title: z.string(),
  username: z.string().nullable(),
  channel_state: z.string(),
  owner_id: z.int(),
  owner_name: z.string(),
  category: z.string(),
  language: z.string().nullable(),
  country: z.string().nullable(),
  subscribers: z.int(),
  average_views: z.int(),
  err: z.number().nullable(),
  format: z.string(),
  state: z.string(),
  price_micros: microsColumn,
  currency: z.string(),
  cpm: microsColumn.nullable(),
  duration_hours: z.int(),
  changed_at: z.int(),
});

export const listingRow: z.ZodType<Listing> = row.transform((listing) =>
  listingSchema.parse({
    id: listing.id,
    version: listing.version,
    channel: {
      id: listing.channel_id,
      title: listing.title,
      username: listing.username,
      state: listing.channel_state,
    },
    owner: { id: listing.owner_id, name: listing.owner_name },
    category: listing.category,
    language: listing.language,
    country: listing.country,
    subscribers: listing.subscribers,
    averageViews: listing.average_views,
    err: listing.err,
    format: listing.format,
    state: listing.state,
    price: { micros: listing.price_micros, currency: listing.currency },
    cpm: listing.cpm === null ? null : { micros: listing.cpm, currency: listing.currency },
    durationHours: listing.duration_hours,
    changedAt: listing.changed_at,
  }),
);
