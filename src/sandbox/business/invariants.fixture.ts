import type { Pool } from 'pg';

/**
 * What must hold of a marketplace at any time, as queries that find what breaks it. `$1` is the workspace, `$2`, where
 * it is needed, the instant until which the business was told. PRODUCT.md §3.
 */
export const invariants: Readonly<Record<string, string>> = {
  'an account’s sums are what its transfers say': `
    select 1 from (select opsdeck_ledger_recount($1::uuid) as corrected) as r where corrected <> 0`,

  'every currency’s ledger sums to zero': `
    select a.currency, sum(case when t.credit_account_id = a.id then t.amount_micros else -t.amount_micros end)
    from ledger_transfers t join ledger_accounts a
      on a.workspace_id = t.workspace_id and a.id in (t.debit_account_id, t.credit_account_id)
    where t.workspace_id = $1 and t.phase in ('single', 'post') group by 1 having
      sum(case when t.credit_account_id = a.id then t.amount_micros else -t.amount_micros end) <> 0`,

  'no customer’s account is ever below zero, also counting what is held': `
    with entry as (
      select t.id, s.account_id, s.sign * case
          when t.phase = 'single' or (t.phase = 'pending' and s.sign < 0) then t.amount_micros
          when t.phase = 'void' and s.sign < 0 then -held.amount_micros
          when t.phase = 'post' and s.sign < 0 then t.amount_micros - held.amount_micros
          when t.phase = 'post' then t.amount_micros
          else 0 end as amount
      from ledger_transfers t
      left join ledger_transfers held on held.workspace_id = t.workspace_id and held.id = t.pending_id
      cross join lateral (values (t.debit_account_id, -1), (t.credit_account_id, 1)) as s (account_id, sign)
      where t.workspace_id = $1
    )
    select * from (
      select account_id, entry.id, sum(amount) over (partition by account_id order by entry.id) as balance from entry
      join ledger_accounts a on a.workspace_id = $1 and a.id = account_id and a.customer_id is not null
    ) as running where balance < 0`,

  'escrow holds the prices of the advertiser’s open orders': `
    select * from (
      select customer_id, currency, credits_posted - debits_posted as held from ledger_accounts
      where workspace_id = $1 and kind = 'escrow' and credits_posted <> debits_posted
    ) as a full join (
      select advertiser_id as customer_id, currency, sum(price_micros) as held from orders
      where workspace_id = $1 and status in ('pending', 'confirmed', 'published', 'disputed') group by 1, 2
    ) as o using (customer_id, currency) where a.held is distinct from o.held`,

  'an order’s money is where its state says': `
    select o.id from orders o left join lateral (
      select coalesce(sum(amount_micros) filter (where kind = 'hold'), 0) as hold,
        coalesce(sum(amount_micros) filter (where kind = 'release'), 0) as release,
        coalesce(sum(amount_micros) filter (where kind = 'commission'), 0) as commission,
        coalesce(sum(amount_micros) filter (where kind = 'refund'), 0) as refund
      from ledger_transfers t where t.workspace_id = o.workspace_id and t.order_id = o.id
    ) as t on true
    where o.workspace_id = $1 and (t.hold, t.release, t.commission, t.refund) is distinct from (
      case when o.status = 'draft' then 0 else o.price_micros end,
      case when o.status = 'completed' then o.price_micros - o.refunded_micros - o.commission_micros else 0 end,
      case when o.status = 'completed' then o.commission_micros else 0 end,
      o.refunded_micros)`,

  'an order’s money moves between its own customers': `
    select t.id from ledger_transfers t
    join orders o on o.workspace_id = t.workspace_id and o.id = t.order_id
    join ledger_accounts d on d.workspace_id = t.workspace_id and d.id = t.debit_account_id
    join ledger_accounts c on c.workspace_id = t.workspace_id and c.id = t.credit_account_id
    where t.workspace_id = $1 and (d.kind, d.customer_id, c.kind, c.customer_id, t.currency) is distinct from (
      case t.kind when 'hold' then 'wallet' when 'goodwill' then 'refunds' else 'escrow' end,
      case t.kind when 'goodwill' then null else o.advertiser_id end,
      case t.kind when 'hold' then 'escrow' when 'release' then 'earnings' when 'commission' then 'commission' else 'wallet' end,
      case t.kind when 'release' then o.editor_id when 'commission' then null else o.advertiser_id end,
      o.currency)`,

  'commission follows the rule in force at purchase': `
    select o.id from orders o cross join lateral (
      select rate_ppm from commission_rules r
      where r.workspace_id = o.workspace_id and valid_from <= o.created_at and (category is null or category = o.category)
      order by category is null, valid_from desc limit 1
    ) as r
    where o.workspace_id = $1 and o.commission_micros <> div((o.price_micros - o.refunded_micros)::numeric * r.rate_ppm, 1000000)`,

  'the timeline explains the state, by moves that exist': `
    with move as (
      select order_id, at, order_version, from_status, to_status, kind,
        row_number() over w as number, lag(to_status) over w as before, lag(at) over w as earlier,
        lead(id) over w is null as last
      from order_events where workspace_id = $1 and to_status is not null window w as (partition by order_id order by id)
    )
    select o.id from orders o left join move on move.order_id = o.id
    where o.workspace_id = $1 and (
      move.order_id is null or move.order_version <> move.number or move.from_status is distinct from move.before
      or move.at < move.earlier
      or (move.kind = 'created') <> (move.number = 1)
      or (move.last and (move.to_status, move.order_version) is distinct from (o.status, o.version))
      or move.at is distinct from case move.to_status when 'draft' then o.created_at when 'pending' then o.submitted_at
        when 'confirmed' then o.confirmed_at when 'published' then o.published_at when 'completed' then o.completed_at
        when 'disputed' then move.at else o.closed_at end
      or (coalesce(move.from_status, '') || '>' || move.to_status) not in (
        '>draft', 'draft>pending', 'pending>confirmed', 'pending>rejected', 'pending>cancelled', 'confirmed>published',
        'confirmed>cancelled', 'published>completed', 'published>disputed', 'disputed>completed', 'disputed>refunded'))`,

  'a payment did to the ledger what its state says': `
    select p.id from payments p left join lateral (
      select coalesce(string_agg(kind || ':' || phase || ':' || amount_micros, ' ' order by id), '') as done
      from ledger_transfers t where t.workspace_id = p.workspace_id and t.payment_id = p.id
    ) as t on true
    where p.workspace_id = $1 and t.done <> case
      when p.kind = 'payout' then 'payout:pending:' || p.amount_micros || case p.state
        when 'succeeded' then ' payout:post:' || p.amount_micros when 'failed' then ' payout:void:' || p.amount_micros else '' end
      when p.state = 'succeeded' then p.kind || ':single:' || p.amount_micros
      else '' end`,

  'a disputed order has its dispute, and only such an order': `
    select o.id, d.id from (
      select o.* from orders o join order_events e on e.workspace_id = o.workspace_id and e.order_id = o.id
      where o.workspace_id = $1 and e.to_status = 'disputed'
    ) as o full join (select * from disputes where workspace_id = $1) as d on d.order_id = o.id
    where o.id is null or d.id is null or d.opened_by <> o.advertiser_id
      or (d.state = 'resolved') <> (o.status <> 'disputed')
      or (d.state = 'resolved' and d.refund_micros <> o.refunded_micros)
      or (d.state = 'resolved' and (d.decision = 'refund') <> (o.status = 'refunded'))
      or (d.decision = 'release' and o.refunded_micros <> 0)`,

  'ratings are of completed orders, by their two sides, afterwards': `
    select r.id from ratings r left join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
    where r.workspace_id = $1 and (o.completed_at is null or r.created_at < o.completed_at
      or (r.author_id, r.subject_id) not in ((o.advertiser_id, o.editor_id), (o.editor_id, o.advertiser_id)))`,

  'an order bought what was offered': `
    select o.id from orders o
    join listings l on l.workspace_id = o.workspace_id and l.id = o.listing_id
    join channels c on c.workspace_id = o.workspace_id and c.id = o.channel_id
    join customers a on a.workspace_id = o.workspace_id and a.id = o.advertiser_id
    where o.workspace_id = $1 and (l.channel_id <> c.id or c.owner_id <> o.editor_id or c.category <> o.category
      or (l.format, l.duration_hours, l.currency) <> (o.format, o.duration_hours, o.currency)
      or l.created_at > o.created_at or c.decided_at > o.created_at or a.created_at > o.created_at
      or a.role not in ('advertiser', 'both') or o.advertiser_id = o.editor_id)`,

  'the risk score is what the facts make it': `
    with dealt as (
      select customer_id, count(*) as orders, count(d.id) as disputes from (
        select id, advertiser_id as customer_id, status from orders where workspace_id = $1
        union all select id, editor_id, status from orders where workspace_id = $1
      ) as o left join disputes d on d.workspace_id = $1 and d.order_id = o.id
      where o.status in ('completed', 'disputed', 'refunded') group by 1
    ),
    rated as (select subject_id as customer_id, avg(stars) as stars from ratings where workspace_id = $1 group by 1),
    until as (select $2::timestamptz as at),
    expected as (
      select c.id, case when c.role = 'admin' then 0 else least(100, greatest(0,
        case when until.at - c.created_at < interval '30 days' then 30 else 0 end
        + case when c.verified_at is null then 20 else 0 end
        + case when dealt.disputes > 0.1 * dealt.orders then 40 else 0 end
        - case when rated.stars >= 4 then 20 else 0 end
        - case when until.at - c.created_at > interval '365 days' then 10 else 0 end)) end as score
      from customers c left join dealt on dealt.customer_id = c.id left join rated on rated.customer_id = c.id, until
      where c.workspace_id = $1
    )
    select c.id from customers c join expected e on e.id = c.id where c.workspace_id = $1 and (c.risk_score <> e.score
      or c.state <> case when e.score > 85 then 'suspended' when e.score > 70 then 'flagged' else 'active' end)`,

  'a channel shows its newest measurement': `
    select c.id from channels c left join lateral (
      select * from channel_metrics m where m.workspace_id = c.workspace_id and m.channel_id = c.id
      order by measured_at desc limit 1
    ) as m on true
    where c.workspace_id = $1 and (c.measured_at is distinct from m.measured_at
      or c.subscribers <> coalesce(m.subscribers, 0) or c.average_views <> coalesce(m.views / m.posts, 0))`,

  'numbers grow with time': `
    select 1 from (select created_at < lag(created_at) over (order by id) as back from orders where workspace_id = $1) as t where back
    union all
    select 2 from (select at < lag(at) over (order by id) as back from order_events where workspace_id = $1) as t where back
    union all
    select 3 from (select created_at < lag(created_at) over (order by id) as back from ledger_transfers where workspace_id = $1) as t where back
    union all
    select 4 from (select created_at < lag(created_at) over (order by id) as back from customers where workspace_id = $1) as t where back`,
};

/** The names of those that do not hold, with how many rows break them, in a business told until then (milliseconds UTC). */
export async function brokenInvariants(
  pool: Pool,
  workspaceId: string,
  until: number,
): Promise<Record<string, number>> {
  const broken: Record<string, number> = {};
  for (const [name, query] of Object.entries(invariants)) {
    const isAboutTheEnd = query.includes('$2');
    const { rowCount } = await pool.query(
      query,
      isAboutTheEnd ? [workspaceId, new Date(until)] : [workspaceId],
    );
    if (rowCount !== 0) broken[name] = rowCount ?? 0;
  }
  return { ...broken, ...(await danglingReferences(pool)) };
}

/** Rows whose foreign keys point nowhere: a load that went past the checks could have left such. */
async function danglingReferences(pool: Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string; query: string }>(`
    select conname as name, format('select 1 from %s as a where %s and not exists (select from %s as b where %s)',
      conrelid::regclass,
      (select string_agg(format('a.%I is not null', attname), ' and ') from pg_attribute where attrelid = conrelid and attnum = any (conkey)),
      confrelid::regclass,
      (select string_agg(format('a.%I = b.%I', own.attname, other.attname), ' and ')
        from unnest(conkey, confkey) as k (own, other)
        join pg_attribute own on own.attrelid = conrelid and own.attnum = k.own
        join pg_attribute other on other.attrelid = confrelid and other.attnum = k.other)) as query
    from pg_constraint where contype = 'f' and conparentid = 0`);
  const broken: Record<string, number> = {};
  for (const { name, query } of rows) {
    const { rowCount } = await pool.query(query);
    if (rowCount !== 0) broken[name] = rowCount ?? 0;
  }
  return broken;
}
