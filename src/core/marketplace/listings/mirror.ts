import { mirror } from '../../cache/mirror.ts';
import { listingEvents, listings } from './schema.ts';

export const listingsMirror = mirror(listings, { indexes: { listings_by_channel: ['channelId'] } });

export const listingEventsMirror = mirror(listingEvents, {
  indexes: { listing_events_by_listing: ['listingId'] },
});
