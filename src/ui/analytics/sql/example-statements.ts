/** Statements to begin with: one on sums, one that joins, one that looks for what is late. */
export const exampleStatements = {
  days: `-- Orders of each day, from the sums that are kept
select date(period * 86400, 'unixepoch') as day,
  sum(rows) as orders,
  sum(price) as price_micros
from orders_by_category_day
where currency = 'USD'
group by period
order by period desc
limit 90`,
  advertisers: `select c.name, a.currency, sum(a.completed) as completed,
  sum(a.completed_price - a.completed_refunded) as spent_micros
from orders_by_advertiser_total a
join customers c on c.id = a.advertiser_id
group by c.id, a.currency
order by spent_micros desc
limit 20`,
  waiting: `select o.id, o.status, ch.title as channel, o.price_micros, o.created_at
from orders o
join channels ch on ch.id = o.channel_id
where o.status in ('pending', 'disputed')
order by o.created_at
limit 100`,
} as const;
