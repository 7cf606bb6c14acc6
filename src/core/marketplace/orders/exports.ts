import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { categories, postFormats } from '#contract/marketplace/channels.ts';
import { type OrderFilter, orderFilterSchema } from '#contract/marketplace/order.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';
import { daysText } from '../days-text.ts';
import { filterInTime } from './queries/filter-in-time.ts';
import { matchingOrders } from './queries/matching-orders.ts';

const statuses = enumLabels(orderStatuses);
const categoryNames = enumLabels(categories);
const everyOrder = orderFilterSchema.parse({});

/** Orders as their grid shows them, and what a drawer says of each beside. */
export const ordersExport = exportedTable({
  name: 'orders',
  title: 'Orders',
  permission: 'marketplace:read',
  input: z.object({ filter: orderFilterSchema, descending: z.boolean().default(true) }),
  columns: [
    { key: 'id', label: 'No.', type: 'integer', value: sql`orders.id` },
    { key: 'status', label: 'Status', type: 'enum', labels: statuses, value: sql`orders.status` },
    { key: 'advertiser', label: 'Advertiser', type: 'text', value: sql`a.name` },
    { key: 'channel', label: 'Channel', type: 'text', value: sql`c.title` },
    { key: 'username', label: 'Channel username', type: 'text', value: sql`c.username` },
    { key: 'editor', label: 'Editor', type: 'text', value: sql`e.name` },
    { key: 'category', label: 'Category', type: 'enum', labels: categoryNames, value: sql`orders.category` },
    {
      key: 'format',
      label: 'Format',
      type: 'enum',
      labels: enumLabels(postFormats),
      value: sql`orders.format`,
    },
    {
      key: 'price',
      label: 'Price',
      type: 'money',
      value: sql`orders.price_micros`,
      currency: sql`orders.currency`,
    },
    {
      key: 'commission',
      label: 'Commission',
      type: 'money',
      value: sql`orders.commission_micros`,
      currency: sql`orders.currency`,
    },
    {
      key: 'refunded',
      label: 'Refunded',
      type: 'money',
      value: sql`orders.refunded_micros`,
      currency: sql`orders.currency`,
    },
    { key: 'createdAt', label: 'Created', type: 'instant', value: sql`orders.created_at` },
    { key: 'scheduledAt', label: 'Scheduled', type: 'instant', value: sql`orders.scheduled_at` },
    { key: 'publishedAt', label: 'Published', type: 'instant', value: sql`orders.published_at` },
    { key: 'completedAt', label: 'Completed', type: 'instant', value: sql`orders.completed_at` },
    { key: 'expiresAt', label: 'Until', type: 'instant', value: sql`orders.expires_at` },
    { key: 'views', label: 'Views', type: 'count', value: sql`orders.views` },
    { key: 'postLink', label: 'Post', type: 'text', value: sql`orders.post_link` },
  ],
  keptTable: 'orders',
  rows: async ({ filter, descending }, rows, cache) => {
    const meant =
      rows.kind === 'ids'
        ? sql`orders.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : matchingOrders(rows.kind === 'all' ? everyOrder : await filterInTime(cache, filter));
    return sql`from orders join customers a on a.id = orders.advertiser_id join customers e on e.id = orders.editor_id
      join channels c on c.id = orders.channel_id
      where ${meant} order by orders.id ${descending ? sql`desc` : sql`asc`}`;
  },
  chosen: ({ filter }) => chosenOrders(filter),
});

function chosenOrders(filter: OrderFilter): readonly (readonly [string, string])[] {
  return [
    ['Search', filter.search],
    ['Status', filter.statuses.map((status) => statuses[status]).join(', ')],
    ['Category', filter.categories.map((category) => categoryNames[category]).join(', ')],
    ['Advertiser no.', filter.advertiserId === null ? '' : String(filter.advertiserId)],
    ['Editor no.', filter.editorId === null ? '' : String(filter.editorId)],
    ['Channel no.', filter.channelId === null ? '' : String(filter.channelId)],
    ['Currency', filter.currency ?? ''],
    ['Created', daysText(filter.created)],
    ['Completed', daysText(filter.completed)],
    ['Hour of the week', filter.hourOfWeek === null ? '' : String(filter.hourOfWeek)],
    ['Since', filter.since === null ? '' : `${filter.since.what} ${new Date(filter.since.at).toISOString()}`],
    ['Past their time', filter.overdue ? 'only' : ''],
  ];
}
