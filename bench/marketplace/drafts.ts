import type { Pool } from 'pg';
import { z } from 'zod';

const firstRow = z.object({ first: z.coerce.number() });

/**
 * Adds drafts between customers and channels that the business has, spread over all of them, and puts the money for them into the
 * wallets, with every account opened: what is measured afterwards is moving orders, whoever does it. Returns the number of the
 * first; the others follow without a gap.
 */
export async function addDrafts(pool: Pool, workspaceId: string, count: number): Promise<number> {
  await pool.query('select opsdeck_create_partitions()');
  const {
    rows: [row],
  } = await pool.query('select coalesce(max(id), 0) + 1 as first from orders');
  const { first } = firstRow.parse(row);
  await pool.query(
    `with offer as (
       select listing.id, listing.channel_id, channel.owner_id, channel.category, listing.price_micros, listing.currency,
         listing.format, listing.duration_hours, row_number() over (order by listing.id) - 1 as place, count(*) over () as offers
       from listings as listing join channels as channel on channel.workspace_id = listing.workspace_id and channel.id = listing.channel_id
       where listing.workspace_id = $1 and listing.state = 'active' and channel.state = 'approved'
     ), buyer as (
       select id, row_number() over (order by id) - 1 as place, count(*) over () as buyers
       from customers where workspace_id = $1 and role = 'advertiser' and state = 'active'
     ), wanted as (
       select number, offer.*, buyer.id as advertiser_id from generate_series(0, $2::int - 1) as number
       join offer on offer.place = (number * 7919::bigint) % offer.offers
       join buyer on buyer.place = (number * 104729::bigint) % buyer.buyers
     )
     insert into orders (workspace_id, id, advertiser_id, editor_id, channel_id, listing_id, price_micros, commission_micros,
       duration_hours, status, category, format, currency)
     select $1, $3::bigint + number, advertiser_id, owner_id, channel_id, id, price_micros, price_micros / 10, duration_hours,
       'draft', category, format, currency from wanted`,
    [workspaceId, count, first],
  );
  await pool.query(
    `insert into ledger_accounts (workspace_id, customer_id, kind, currency)
     select distinct $1::uuid, customer_id, kind, currency from (
       select advertiser_id as customer_id, 'wallet' as kind, currency from orders where id >= $2
       union select advertiser_id, 'escrow', currency from orders where id >= $2
       union select editor_id, 'earnings', currency from orders where id >= $2
       union select null, 'commission', currency from orders where id >= $2
       union select null, 'gateway', currency from orders where id >= $2
     ) as needed on conflict do nothing`,
    [workspaceId, first],
  );
  await pool.query(
    `insert into ledger_transfers (workspace_id, debit_account_id, credit_account_id, amount_micros, kind, currency, idempotency_key)
     select $1, gateway.id, wallet.id, needed.micros, 'adjustment', needed.currency, 'bench:' || $2 || ':' || wallet.id
     from (select advertiser_id, currency, sum(price_micros) as micros from orders where id >= $2::bigint group by 1, 2) as needed
     join ledger_accounts as wallet on wallet.workspace_id = $1 and wallet.customer_id = needed.advertiser_id
       and wallet.kind = 'wallet' and wallet.currency = needed.currency
     join ledger_accounts as gateway on gateway.workspace_id = $1 and gateway.customer_id is null
       and gateway.kind = 'gateway' and gateway.currency = needed.currency`,
    [workspaceId, first],
  );
  await pool.query('analyze orders, ledger_accounts, ledger_transfers');
  await pool.query('checkpoint');
  return first;
}
