import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { categories, listingStates, postFormats } from '#contract/marketplace/channels.ts';
import { listingFilterSchema, listingSortColumns } from '#contract/marketplace/listing.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';
import { cpmOf, errOf } from './queries/cached-listing.ts';
import { listingOrder, matchingListings } from './queries/list-listings.ts';

const states = enumLabels(listingStates);
const formats = enumLabels(postFormats);
const categoryLabels = enumLabels(categories);
const everyListing = listingFilterSchema.parse({});

/** The catalogue as its grid shows it. */
export const listingsExport = exportedTable({
  name: 'listings',
  title: 'Listings',
  permission: 'marketplace:read',
  input: z.object({
    filter: listingFilterSchema,
    sort: z.object({ column: z.enum(listingSortColumns), descending: z.boolean() }),
  }),
  columns: [
    { key: 'channel', label: 'Channel', type: 'text', value: sql`c.title` },
    { key: 'username', label: 'Username', type: 'text', value: sql`c.username` },
    { key: 'format', label: 'Format', type: 'enum', labels: formats, value: sql`l.format` },
    { key: 'price', label: 'Price', type: 'money', value: sql`l.price_micros`, currency: sql`l.currency` },
    { key: 'cpm', label: 'CPM', type: 'money', value: cpmOf, currency: sql`l.currency`, isAverage: true },
    { key: 'durationHours', label: 'Hours', type: 'integer', value: sql`l.duration_hours` },
    { key: 'subscribers', label: 'Subscribers', type: 'count', value: sql`c.subscribers` },
    { key: 'averageViews', label: 'Views per post', type: 'count', value: sql`c.average_views` },
    { key: 'err', label: 'ERR', type: 'ratio', value: errOf },
    { key: 'category', label: 'Category', type: 'enum', labels: categoryLabels, value: sql`c.category` },
    { key: 'state', label: 'State', type: 'enum', labels: states, value: sql`l.state` },
    { key: 'changedAt', label: 'Changed', type: 'instant', value: sql`l.changed_at` },
    { key: 'id', label: 'No.', type: 'integer', value: sql`l.id` },
  ],
  rows: ({ filter, sort }, rows) => {
    const wanted = rows.kind === 'all' ? everyListing : filter;
    const meant =
      rows.kind === 'ids'
        ? sql`l.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : matchingListings(wanted);
    return sql`from listings l join channels c on c.id = l.channel_id where ${meant} order by ${listingOrder(sort, wanted)}`;
  },
  chosen: ({ filter }) => [
    ['Search', filter.search],
    ['State', filter.states.map((state) => states[state]).join(', ')],
    ['Category', filter.categories.map((category) => categoryLabels[category]).join(', ')],
    ['Format', filter.formats.map((format) => formats[format]).join(', ')],
    ['Language', filter.languages.join(', ')],
    ['Country', filter.countries.join(', ')],
    ['Currency', filter.currency ?? ''],
    ['Price from', filter.currency === null ? '' : (filter.priceFrom ?? '')],
    ['Price to', filter.currency === null ? '' : (filter.priceTo ?? '')],
    ['CPM to', filter.currency === null ? '' : (filter.cpmTo ?? '')],
    ['Subscribers from', filter.subscribersFrom === null ? '' : String(filter.subscribersFrom)],
    ['ERR from', filter.errFrom === null ? '' : String(filter.errFrom)],
    ['Channel no.', filter.channelId === null ? '' : String(filter.channelId)],
  ],
});
