import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { ListingId } from '#contract/ids.ts';
import {
  type Listing,
  type ListingDetail,
  type ListingEvent,
  listingEventSchema,
} from '#contract/marketplace/listing.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { microsColumn } from '../../../cache/micros-column.ts';
import { listingColumns, listingRow } from './cached-listing.ts';

const createdRow = z.object({ createdAt: instantSchema });

const eventRow = z
  .object({
    id: z.int(),
    at: z.int(),
    kind: z.string(),
    state: z.string(),
    micros: microsColumn,
    currency: z.string(),
    durationHours: z.int(),
    actor: z.string(),
  })
  .transform(({ micros, currency, ...event }): ListingEvent =>
    listingEventSchema.parse({ ...event, price: { micros, currency } }),
  );

/** A listing with the history of its price. @throws OpsdeckError NOT_FOUND */
export async function getListing(cache: CacheReads, id: ListingId): Promise<ListingDetail> {
  const [[listing], [created], events] = await cache.together<
    [Listing, z.output<typeof createdRow>, ListingEvent]
  >([
    {
      sql: sql`select ${listingColumns} from listings l join channels c on c.id = l.channel_id
        join customers o on o.id = c.owner_id where l.id = ${id}`,
      row: listingRow,
    },
    { sql: sql`select created_at as "createdAt" from listings where id = ${id}`, row: createdRow },
    {
      sql: sql`select e.id, e.at, e.kind, e.state, e.price_micros as micros, l.currency, e.duration_hours as "durationHours", e.actor
        from listing_events e join listings l on l.id = e.listing_id where e.listing_id = ${id} order by e.id`,
      row: eventRow,
    },
  ]);
  if (listing === undefined || created === undefined) {
    throw new OpsdeckError('NOT_FOUND', { what: `Listing ${id}` });
  }
  return { ...listing, ...created, events };
}
