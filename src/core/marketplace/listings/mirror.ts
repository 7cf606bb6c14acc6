import { mirror } from '../../cache/mirror.ts';
import { listings } from './schema.ts';

export const listingsMirror = mirror(listings, { indexes: { listings_by_channel: ['channelId'] } });
