import type { TeamDatabase } from './team-database.ts';

/** Eve with two channels that sell, a listing of one of them for 40 dollars, and Ada with money for it. */
export async function prepareSellers(team: TeamDatabase): Promise<void> {
  // Known for long and verified: a dispute or two make nobody's risk high.
  await team.query(`insert into customers (workspace_id, id, role, name, created_at, verified_at)
    select id, 1, 'editor', 'Eve', now() - interval '2 years', now() from workspaces union all
    select id, 2, 'advertiser', 'Ada', now() - interval '2 years', now() from workspaces`);
  await team.query(`insert into channels (workspace_id, id, owner_id, category, username, title, subscribers, average_views, telegram_id,
      state, decided_at)
    select workspaces.id, number, 1, 'news', 'paper_' || number, 'Paper ' || number, 1000 * number, 300 * number, 1000000 + number,
      'approved', now()
    from workspaces, generate_series(201, 202) as number`);
  await team.query(`insert into listings (workspace_id, id, channel_id, price_micros, duration_hours, format, state, currency)
    select id, 500, 202, 40000000, 24, 'post', 'active', 'USD' from workspaces`);
  await team.query(`insert into ledger_accounts (workspace_id, customer_id, kind, currency)
    select id, null, 'gateway', 'USD' from workspaces union all select id, 2, 'wallet', 'USD' from workspaces`);
  await team.query(`insert into ledger_transfers (workspace_id, debit_account_id, credit_account_id, amount_micros, kind, currency,
      idempotency_key)
    select gateway.workspace_id, gateway.id, wallet.id, 500000000, 'adjustment', 'USD', 'start'
    from ledger_accounts gateway join ledger_accounts wallet using (workspace_id)
    where gateway.kind = 'gateway' and wallet.kind = 'wallet'`);
  await team.query(
    `select setval('channels_id_seq', 1000), setval('customers_id_seq', 1000), setval('listings_id_seq', 1000)`,
  );
}

/** Time passes at once for an order whose post is up, and for the looks at it. */
export async function letTimePass(team: TeamDatabase, order: string, hours: number): Promise<void> {
  await team.query(
    `update orders set published_at = published_at - make_interval(hours => $2),
       expires_at = expires_at - make_interval(hours => $2), created_at = created_at - make_interval(hours => 2 * $2),
       submitted_at = submitted_at - make_interval(hours => 2 * $2),
       confirmed_at = confirmed_at - make_interval(hours => 2 * $2) where id = $1`,
    [order, hours],
  );
  await team.query(`update placement_checks set at = at - make_interval(hours => $2) where order_id = $1`, [
    order,
    hours,
  ]);
}
