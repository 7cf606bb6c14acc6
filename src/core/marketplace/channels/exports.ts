import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { channelFilterSchema, channelSortColumns } from '#contract/marketplace/channel.ts';
import { categories, channelStates } from '#contract/marketplace/channels.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';
import { daysText } from '../days-text.ts';
import { errOf, listingsOf, trendOf } from './queries/cached-channel.ts';
import { channelOrder, matchingChannels } from './queries/list-channels.ts';

const states = enumLabels(channelStates);
const categoryLabels = enumLabels(categories);
const everyChannel = channelFilterSchema.parse({});

/** Channels as their grid shows them. */
export const channelsExport = exportedTable({
  name: 'channels',
  title: 'Channels',
  permission: 'marketplace:read',
  input: z.object({
    filter: channelFilterSchema,
    sort: z.object({ column: z.enum(channelSortColumns), descending: z.boolean() }),
  }),
  columns: [
    { key: 'id', label: 'No.', type: 'integer', value: sql`c.id` },
    { key: 'title', label: 'Title', type: 'text', value: sql`c.title` },
    { key: 'username', label: 'Username', type: 'text', value: sql`c.username` },
    { key: 'state', label: 'State', type: 'enum', labels: states, value: sql`c.state` },
    { key: 'owner', label: 'Owner', type: 'text', value: sql`o.name` },
    { key: 'category', label: 'Category', type: 'enum', labels: categoryLabels, value: sql`c.category` },
    { key: 'subscribers', label: 'Subscribers', type: 'count', value: sql`c.subscribers` },
    { key: 'trend', label: 'In 30 days', type: 'count', value: trendOf },
    { key: 'averageViews', label: 'Views per post', type: 'count', value: sql`c.average_views` },
    { key: 'err', label: 'ERR', type: 'ratio', value: errOf },
    { key: 'listings', label: 'Listings', type: 'count', value: listingsOf },
    { key: 'decidedAt', label: 'Decided', type: 'instant', value: sql`c.decided_at` },
    { key: 'language', label: 'Language', type: 'text', value: sql`c.language` },
    { key: 'country', label: 'Country', type: 'text', value: sql`c.country` },
    { key: 'createdAt', label: 'Added', type: 'instant', value: sql`c.created_at` },
  ],
  rows: async ({ filter, sort }, rows, cache) => {
    const meant =
      rows.kind === 'ids'
        ? sql`c.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : await matchingChannels(cache, rows.kind === 'all' ? everyChannel : filter);
    return sql`from channels c join customers o on o.id = c.owner_id where ${meant} order by ${channelOrder(sort)}`;
  },
  chosen: ({ filter }) => [
    ['Search', filter.search],
    ['State', filter.states.map((state) => states[state]).join(', ')],
    ['Category', filter.categories.map((category) => categoryLabels[category]).join(', ')],
    ['Owner no.', filter.ownerId === null ? '' : String(filter.ownerId)],
    ['Added', daysText(filter.added)],
  ],
});
