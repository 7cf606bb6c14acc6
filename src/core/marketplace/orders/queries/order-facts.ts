import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { orderIdSchema } from '#contract/ids.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { microsColumn } from '../../../cache/micros-column.ts';

const micros = microsColumn.transform(BigInt);

/** Orders that are kept, and what is known of those that are not: nothing can be done with these, but that can be said. */
const keptOrNot = sql`(select id, version, status, advertiser_id, editor_id, channel_id, currency, price_micros from orders
    union all select id, version, status, advertiser_id, editor_id, channel_id, currency, price_micros from orders_outside) as orders`;

/** What decides about moves of the orders that the condition names. */
export function orderFacts(condition: SQL): SQL {
  return sql`select orders.id, orders.version, orders.status, orders.advertiser_id, orders.currency, orders.price_micros,
      (a.state = 'suspended' or e.state = 'suspended') as suspended, c.state = 'approved' as channel_approved,
      coalesce((
        select credits_posted - debits_posted - debits_pending from ledger_accounts w
        where w.customer_id = orders.advertiser_id and w.kind = 'wallet' and w.currency = orders.currency), 0) as wallet
    from ${keptOrNot} join customers a on a.id = orders.advertiser_id join customers e on e.id = orders.editor_id
    join channels c on c.id = orders.channel_id
    where ${condition}`;
}

export const orderFactsRow = z
  .object({
    id: orderIdSchema,
    version: z.int(),
    status: z.enum(orderStatuses),
    advertiser_id: z.int(),
    currency: z.string(),
    price_micros: micros,
    suspended: z.int(),
    channel_approved: z.int(),
    wallet: micros,
  })
  .transform((row) => ({
    id: row.id,
    version: row.version,
    status: row.status,
    currency: row.currency,
    /** Whose wallet pays. */
    wallet: `${row.advertiser_id} ${row.currency}`,
    priceMicros: row.price_micros,
    anySideSuspended: row.suspended === 1,
    channelApproved: row.channel_approved === 1,
    walletMicros: row.wallet,
  }));
