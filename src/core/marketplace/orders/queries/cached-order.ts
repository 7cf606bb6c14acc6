import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type OrderRow, orderSchema } from '#contract/marketplace/order.ts';
import { microsColumn } from '../../../cache/micros-column.ts';

/**
 * What a row of a list is made of; `page` has the orders that are wanted, so that only they are joined with their sides: `cross`
 * keeps SQLite from going through all orders, newest first, to look for each of them in the page.
 */
export function orderRows(page: SQL, descending: boolean): SQL {
  return sql`select o.id, o.version, o.status, o.advertiser_id, a.name as advertiser_name, o.editor_id, e.name as editor_name,
      o.channel_id, c.title as channel_title, c.username as channel_username, o.listing_id, o.category, o.format,
      o.price_micros, o.currency, o.created_at, o.scheduled_at, o.expires_at
    from (${page}) as page cross join orders o on o.id = page.id
    join customers a on a.id = o.advertiser_id join customers e on e.id = o.editor_id
    join channels c on c.id = o.channel_id
    order by o.id ${descending ? sql`desc` : sql`asc`}`;
}

const row = z.object({
  id: z.int(),
  version: z.int(),
  status: z.string(),
  advertiser_id: z.int(),
  advertiser_name: z.string(),
  editor_id: z.int(),
  editor_name: z.string(),
  channel_id: z.int(),
  channel_title: z.string(),
  channel_username: z.string().nullable(),
  listing_id: z.int(),
  category: z.string(),
  format: z.string(),
  price_micros: microsColumn,
  currency: z.string(),
  created_at: z.int(),
  scheduled_at: z.int().nullable(),
  expires_at: z.int().nullable(),
});

export const orderRow: z.ZodType<OrderRow> = row.transform((order) => orderSchema.parse(asOrder(order)));

function asOrder(order: z.output<typeof row>) {
  return {
    id: order.id,
    version: order.version,
    status: order.status,
    advertiser: { id: order.advertiser_id, name: order.advertiser_name },
    editor: { id: order.editor_id, name: order.editor_name },
    channel: { id: order.channel_id, title: order.channel_title, username: order.channel_username },
    listingId: order.listing_id,
    category: order.category,
    format: order.format,
    price: { micros: order.price_micros, currency: order.currency },
    createdAt: order.created_at,
    scheduledAt: order.scheduled_at,
    expiresAt: order.expires_at,
  };
}
