import { exhaustive } from '#contract/exhaustive.ts';
import { daysOf } from '#core/analytics/dates.ts';
import { periodsOf } from '#core/analytics/metrics/periods.ts';
import { dayOfIsoDate, firstDayOfMonth, monthOfDay } from '#core/cache/rollups/civil-date.ts';
import type { Dialect } from './dialect.ts';
import { metricSql } from './metric-sql.ts';
import type { OpenDashboard, PageCall } from './page-calls.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The statements that answer a question of the page from the rows themselves. */
export function callSql(call: PageCall, { state }: OpenDashboard, dialect: Dialect): readonly string[] {
  switch (call.kind) {
    case 'basis':
      return [];
    case 'metrics':
      return metricSql(call.query, state.range, dialect).map(({ text }) => text);
    case 'order-hours': {
      const { from, until } = daysOf(call.range);
      const start = firstDayOfMonth(monthOfDay(from)) * dayMs;
      const end = firstDayOfMonth(monthOfDay(until - 1) + 1) * dayMs;
      return [
        `select ${dialect.hourOfWeek('created_at')}, count(*), count(*) filter (where status = 'completed')
          from orders where ${dialect.within('created_at', start, end)} group by 1 order by 1`,
      ];
    }
    case 'retention': {
      const start = firstDayOfMonth(monthOfDay(dayOfIsoDate(call.lastMonth)) - call.months + 1) * dayMs;
      return [
        `select ${dialect.month('c.created_at')}, ${dialect.month('o.created_at')}, count(distinct o.advertiser_id)
          from orders o join customers c on c.id = o.advertiser_id
          where ${dialect.within('c.created_at', start, 1e14)} and ${dialect.within('o.created_at', start, 1e14)} group by 1, 2`,
      ];
    }
    case 'growth': {
      const last = monthOfDay(dayOfIsoDate(call.lastMonth));
      return [
        `with seen as (select distinct advertiser_id, ${dialect.month('created_at')} as month from orders),
          told as (select month, lag(month) over (partition by advertiser_id order by month) as before from seen)
          select month, count(*), count(*) filter (where before is null), count(*) filter (where before = month - 1)
          from told where month > ${last - call.months} group by 1 order by 1`,
      ];
    }
    case 'active': {
      const since = (days: number): string =>
        dialect.within('last_active_at', call.at - days * 24 * hourMs, call.at + 1);
      return [
        `select role, count(*) filter (where ${since(1)}), count(*) filter (where ${since(7)}), count(*)
          from customers where ${since(30)} group by role order by role`,
      ];
    }
    case 'subscribers': {
      const own = 'channelId' in call.of ? `id = ${call.of.channelId}` : `owner_id = ${call.of.editorId}`;
      const ends = periodsOf(daysOf(call.range), call.granularity).map(({ days }) => days.until * dayMs);
      return [
        `select stop, sum(subscribers) from (
          select stop, ${dialect.lastSubscribers} as subscribers
          from (values ${ends.map((end) => `(${end}::bigint)`).join(', ')}) as ends (stop) cross join channels c where c.${own}
        ) as measured group by stop order by stop`,
      ];
    }
    case 'balances':
      return [
        `select kind, currency, credits_posted - debits_posted from ledger_accounts where customer_id = ${call.customerId}`,
      ];
    default:
      return exhaustive(call);
  }
}
