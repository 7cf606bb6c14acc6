import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import {
  channelIdSchema,
  customerIdSchema,
  listingIdSchema,
  type OrderId,
  orderIdSchema,
  type WorkspaceId,
  workspaceIdSchema,
} from '#contract/ids.ts';

/** Who and what there is in a market for tests. Micros: a unit is a million. */
export const ada = customerIdSchema.parse(1);
export const ben = customerIdSchema.parse(2);
/** Owns both channels; the second also buys. */
export const eve = customerIdSchema.parse(3);
export const sam = customerIdSchema.parse(4);
export const cookery = channelIdSchema.parse(1);
export const gardens = channelIdSchema.parse(2);
/** 40 USD for a day in the cookery channel, whose category has the common commission of 15 %. */
export const cheap = listingIdSchema.parse(1);
/** 90 USD for three days in the gardens, at 20 %. */
export const dear = listingIdSchema.parse(2);
export const paused = listingIdSchema.parse(3);
export const inEuro = listingIdSchema.parse(4);

/**
 * A workspace of its own with two advertisers (100 and 60 USD in their wallets, paid in by transfers), an editor with two
 * channels, four listings and two rules of commission. Quick, so that there can be thousands in one database.
 */
export async function openTestMarket(pool: Pool): Promise<WorkspaceId> {
  const id = workspaceIdSchema.parse(randomUUID());
  await pool.query(`
    insert into workspaces (id, name) values ('${id}', 'Market');
    insert into customers (workspace_id, id, role, name) values ('${id}', 1, 'advertiser', 'Ada'),
      ('${id}', 2, 'advertiser', 'Ben'), ('${id}', 3, 'editor', 'Eve'), ('${id}', 4, 'both', 'Sam');
    insert into channels (workspace_id, id, owner_id, state, decided_at, category, username, title) values
      ('${id}', 1, 3, 'approved', now(), 'lifestyle', 'cookery', 'Cookery'),
      ('${id}', 2, 4, 'approved', now(), 'travel', 'gardens', 'Gardens');
    insert into listings (workspace_id, id, channel_id, price_micros, duration_hours, format, state, currency) values
      ('${id}', 1, 1, 40000000, 24, 'post', 'active', 'USD'), ('${id}', 2, 2, 90000000, 72, 'pinned', 'active', 'USD'),
      ('${id}', 3, 1, 5000000, 24, 'story', 'paused', 'USD'), ('${id}', 4, 1, 7000001, 24, 'repost', 'active', 'EUR');
    insert into commission_rules (workspace_id, valid_from, rate_ppm, category, created_by) values
      ('${id}', '2020-01-01', 150000, null, 'test'), ('${id}', '2020-01-01', 100000, 'travel', 'test'),
      ('${id}', '2021-01-01', 200000, 'travel', 'test'), ('${id}', '2999-01-01', 900000, 'travel', 'test');
    insert into ledger_accounts (workspace_id, customer_id, kind, currency) values
      ('${id}', null, 'gateway', 'USD'), ('${id}', 1, 'wallet', 'USD'), ('${id}', 2, 'wallet', 'USD');
    insert into ledger_transfers (workspace_id, debit_account_id, credit_account_id, amount_micros, kind, currency, idempotency_key)
      select '${id}', gateway.id, wallet.id, case wallet.customer_id when 1 then 100000000 else 60000000 end,
        'adjustment', 'USD', 'start:' || wallet.customer_id
      from ledger_accounts as gateway, ledger_accounts as wallet
      where gateway.workspace_id = '${id}' and gateway.kind = 'gateway'
        and wallet.workspace_id = '${id}' and wallet.kind = 'wallet';`);
  return id;
}

const rowSchema = z.object({ id: z.coerce.number().pipe(orderIdSchema) });

/** Puts drafts of the cheap listing into the market: two of Ada's and one of Ben's. They cannot all be paid. */
export async function addDrafts(pool: Pool, workspaceId: WorkspaceId): Promise<OrderId[]> {
  const { rows } = await pool.query(
    `with draft as (
       insert into orders (workspace_id, advertiser_id, editor_id, channel_id, listing_id, price_micros, commission_micros,
         duration_hours, status, category, format, currency)
       select $1, advertiser, 3, 1, 1, 40000000, 6000000, 24, 'draft', 'lifestyle', 'post', 'USD'
       from unnest(array[1, 2, 1]) as advertiser returning workspace_id, id, created_at
     ), told as (
       insert into order_events (workspace_id, order_id, at, order_version, kind, to_status, actor_kind, actor)
       select workspace_id, id, created_at, 1, 'created', 'draft', 'operator', 'Before' from draft
     ) select id from draft order by id`,
    [workspaceId],
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ id }) => id);
}
