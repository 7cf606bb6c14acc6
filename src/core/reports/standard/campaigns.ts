import { sql } from 'drizzle-orm/sql';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { tablePart } from '../../exports/table-part.ts';
import { instantsOfMonths } from '../months.ts';
import type { StandardReport } from '../standard-report.ts';

const currency = sql`orders.currency`;

/** What was ordered in these months: each order with its channel, its timeline, its reach and what it cost for a thousand views. */
export const campaignsReport: StandardReport = {
  kind: 'campaigns',
  title: 'Campaigns',
  permission: 'marketplace:read',
  parts({ customerId, currency: only, ...months }, timeZone) {
    const stretches = instantsOfMonths(months, timeZone).map(
      ({ from, until }) => sql`(orders.created_at >= ${from} and orders.created_at < ${until})`,
    );
    return [
      tablePart(
        'Orders',
        [
          { key: 'id', label: 'No.', type: 'integer', value: sql`orders.id` },
          { key: 'advertiser', label: 'Advertiser', type: 'text', value: sql`a.name` },
          { key: 'channel', label: 'Channel', type: 'text', value: sql`c.title` },
          {
            key: 'status',
            label: 'Status',
            type: 'enum',
            labels: enumLabels(orderStatuses),
            value: sql`orders.status`,
          },
          { key: 'price', label: 'Price', type: 'money', value: sql`orders.price_micros`, currency },
          { key: 'createdAt', label: 'Ordered', type: 'instant', value: sql`orders.created_at` },
          { key: 'publishedAt', label: 'Published', type: 'instant', value: sql`orders.published_at` },
          { key: 'completedAt', label: 'Completed', type: 'instant', value: sql`orders.completed_at` },
          { key: 'views', label: 'Views', type: 'count', value: sql`orders.views` },
        ],
        sql`from orders join customers a on a.id = orders.advertiser_id join channels c on c.id = orders.channel_id
          where (${sql.join(stretches, sql` or `)})
            ${customerId === null ? sql`` : sql`and orders.advertiser_id = ${customerId}`}
            ${only === null ? sql`` : sql`and orders.currency = ${only}`}
          order by orders.id`,
        'orders',
      ),
    ];
  },
};
