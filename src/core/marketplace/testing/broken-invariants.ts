import type { ClientBase, Pool } from 'pg';
import type { WorkspaceId } from '#contract/ids.ts';
import { orderMoves } from '#contract/marketplace/order-moves.ts';
import { openOrderStatuses } from '#contract/marketplace/orders.ts';

const words = (list: readonly string[]) => list.map((word) => `'${word}'`).join(', ');
const legalMoves = Object.values(orderMoves).flatMap(({ from, to }) =>
  from.map((status) => `${status}>${to}`),
);

/**
 * What must hold of a marketplace after every commit, whatever was done at the same time. One statement, so that it looks at one
 * snapshot; `$1` is the workspace. It says who breaks which rule.
 */
const question = `
  with entry as (
    select t.currency, s.account_id, s.sign,
      case when t.phase in ('single', 'post') then t.amount_micros else 0 end as posted,
      case t.phase when 'pending' then t.amount_micros when 'single' then 0 else -held.amount_micros end as pending
    from ledger_transfers t
    left join ledger_transfers held on held.workspace_id = $1 and held.id = t.pending_id
    cross join lateral (values (t.debit_account_id, -1), (t.credit_account_id, 1)) as s (account_id, sign)
    where t.workspace_id = $1
  ),
  derived as (
    select account_id,
      coalesce(sum(posted) filter (where sign < 0), 0) as debits_posted,
      coalesce(sum(posted) filter (where sign > 0), 0) as credits_posted,
      coalesce(sum(pending) filter (where sign < 0), 0) as debits_pending,
      coalesce(sum(pending) filter (where sign > 0), 0) as credits_pending
    from entry group by 1
  ),
  account as (
    select a.*, coalesce(d.debits_posted, 0) as d_dp, coalesce(d.credits_posted, 0) as d_cp,
      coalesce(d.debits_pending, 0) as d_dq, coalesce(d.credits_pending, 0) as d_cq
    from ledger_accounts a left join derived d on d.account_id = a.id where a.workspace_id = $1
  ),
  story as (
    select e.*, row_number() over w as number, lead(e.id) over w is null as is_last,
      (select p.to_status from order_events p where p.workspace_id = $1 and p.order_id = e.order_id and p.id < e.id
        and p.to_status is not null order by p.id desc limit 1) as before,
      lag(e.at) over w as earlier
    from order_events e where e.workspace_id = $1 window w as (partition by e.order_id order by e.id)
  ),
  money as (
    select order_id, sum(amount_micros) filter (where kind = 'hold') as hold,
      sum(amount_micros) filter (where kind = 'release') as release,
      sum(amount_micros) filter (where kind = 'commission') as commission,
      sum(amount_micros) filter (where kind = 'refund') as refund
    from ledger_transfers where workspace_id = $1 and order_id is not null group by 1
  )
  select 'the ledger does not sum to zero in ' || currency as broken from account group by currency
    having sum(case when customer_id is null then d_cp - d_dp else credits_posted - debits_posted end) <> 0
  union all
  select 'account ' || id || ' is not the sum of its transfers' from account where customer_id is not null
    and (debits_posted, credits_posted, debits_pending, credits_pending) is distinct from (d_dp, d_cp, d_dq, d_cq)
  union all
  select 'account ' || id || ' is below zero' from account
    where customer_id is not null and credits_posted - debits_posted - debits_pending < 0
  union all
  select 'customer ' || c.id || ': the timeline does not explain their state' from customers c left join lateral (
      select count(*) as acts, (array_agg(e.to_state order by e.id desc) filter (where e.to_state is not null))[1] as state
      from customer_events e where e.workspace_id = $1 and e.customer_id = c.id
    ) as told on true
    where c.workspace_id = $1 and (c.version <> 1 + told.acts or c.state <> coalesce(told.state, 'active'))
  union all
  select 'the escrow of customer ' || customer_id || ' is not the price of the open orders' from (
      select customer_id, currency, credits_posted - debits_posted as held from account
      where kind = 'escrow' and credits_posted <> debits_posted
    ) as a full join (
      select advertiser_id as customer_id, currency, sum(price_micros) as held from orders
      where workspace_id = $1 and status in (${words(openOrderStatuses)}) group by 1, 2
    ) as o using (customer_id, currency) where a.held is distinct from o.held
  union all
  select 'order ' || o.id || ': its money is not where its status says' from orders o left join money m on m.order_id = o.id
    where o.workspace_id = $1
      and (coalesce(m.hold, 0), coalesce(m.release, 0), coalesce(m.commission, 0), coalesce(m.refund, 0)) is distinct from (
        case when o.status = 'draft' then 0 else o.price_micros end,
        case when o.status = 'completed' then o.price_micros - o.refunded_micros - o.commission_micros else 0 end,
        case when o.status = 'completed' then o.commission_micros else 0 end,
        o.refunded_micros)
  union all
  select 'order ' || o.id || ': its timeline does not explain it' from orders o left join story s on s.order_id = o.id
    where o.workspace_id = $1 and (s.id is null or s.number <> s.order_version or s.at < s.earlier
      or (s.kind = 'created') <> (s.number = 1)
      or (s.is_last and s.order_version <> o.version)
      or (s.is_last and coalesce(s.to_status, s.before) <> o.status)
      or s.from_status is distinct from case when s.kind = 'moved' then s.before end
      or (s.kind = 'created' and s.to_status <> 'draft')
      or (s.kind = 'edited' and s.before <> 'draft' and (s.before not in ('published', 'disputed') or not s.details ? 'post'))
      or (s.kind = 'moved' and s.from_status || '>' || s.to_status not in (${words(legalMoves)})))
  union all
  select 'order ' || coalesce(o.id, d.order_id) || ': its dispute is not what its timeline says' from (
      select o.id, o.status, o.refunded_micros from orders o join order_events e
        on e.workspace_id = $1 and e.order_id = o.id and e.to_status = 'disputed' where o.workspace_id = $1
    ) as o full join (select * from disputes where workspace_id = $1) as d on d.order_id = o.id
    where o.id is null or d.id is null or (d.state = 'resolved') = (o.status = 'disputed')
      or (d.state = 'resolved' and d.refund_micros <> o.refunded_micros)
      or (d.decision = 'refund') <> (o.status = 'refunded')
      or (d.version <> 1 + (select count(*) from dispute_evidence v where v.workspace_id = $1 and v.dispute_id = d.id and v.kind <> 'statement'))
  union all
  select 'customer ' || customer_id || ': their score is not computed again once for each ' || cause from (
      select side.id as customer_id, case when e.from_status = 'disputed' then 'dispute_resolved'
          when e.to_status = 'disputed' then 'order_disputed' else 'order_completed' end as cause, count(*) as times
      from order_events e join orders o on o.workspace_id = $1 and o.id = e.order_id
      cross join lateral (values (o.advertiser_id), (o.editor_id)) as side (id)
      where e.workspace_id = $1 and ('disputed' in (e.from_status, e.to_status) or e.to_status = 'completed') group by 1, 2
      union all select subject_id, 'rating', count(*) from ratings where workspace_id = $1 group by 1
    ) as told full join (
      select customer_id, cause, count(*) as times from risk_requests where workspace_id = $1 group by 1, 2
    ) as asked using (customer_id, cause) where told.times is distinct from asked.times
  union all
  select 'payment ' || p.id || ' did not to the ledger what its state says' from payments p left join lateral (
      select string_agg(t.kind || ':' || t.phase || ':' || t.amount_micros, ' ' order by t.id) as done
      from ledger_transfers t where t.workspace_id = $1 and t.payment_id = p.id
    ) as t on true
    where p.workspace_id = $1 and t.done is distinct from p.kind || ':pending:' || p.amount_micros || case p.state
      when 'pending' then '' when 'succeeded' then ' ' || p.kind || ':post:' || p.amount_micros
      else ' ' || p.kind || ':void:' || p.amount_micros end`;

/** Which rules are broken in that workspace right now; nothing, if all is well. */
export async function brokenInvariants(
  client: ClientBase | Pool,
  workspaceId: WorkspaceId,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ broken: string }>({
    name: 'broken-invariants',
    text: question,
    values: [workspaceId],
  });
  return rows.map(({ broken }) => broken);
}
