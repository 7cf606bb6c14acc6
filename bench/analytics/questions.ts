import type { OrderTotals, Revenue } from '#contract/analytics.ts';
import { customerIdSchema } from '#contract/ids.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import type { AnalyticsReader } from '#core/analytics/analytics-reader.ts';
import { daysOf } from '#core/analytics/dates.ts';
import { activeCustomers } from '#core/analytics/queries/active-customers.ts';
import { advertiserSpending } from '#core/analytics/queries/advertiser-spending.ts';
import { categories } from '#core/analytics/queries/categories.ts';
import { editorChannels } from '#core/analytics/queries/editor-channels.ts';
import { editorEarnings } from '#core/analytics/queries/editor-earnings.ts';
import { orderHours } from '#core/analytics/queries/order-hours.ts';
import { ordersByStatus } from '#core/analytics/queries/orders-by-status.ts';
import { retention } from '#core/analytics/queries/retention.ts';
import { revenue } from '#core/analytics/queries/revenue.ts';
import { topChannels } from '#core/analytics/queries/top-channels.ts';
import { totals } from '#core/analytics/queries/totals.ts';
import { dayOfIsoDate, firstDayOfMonth, isoDate, monthOfDay } from '#core/cache/rollups/civil-date.ts';
import { rangeBefore } from '#core/cache/rollups/range-before.ts';

export type AnswerRow = readonly (string | number)[];

/** One question of the dashboards, as the console asks it and as SQL over the rows. Days are those of UTC. */
export type Question = {
  readonly name: string;
  /** Asks the console; what it returns makes rows that can be compared. */
  ours(reader: AnalyticsReader): Promise<() => readonly AnswerRow[]>;
  readonly theirs: string;
  /** Rows of the SQL's answer as rows that can be compared, where they are not yet. */
  theirRows?(rows: readonly AnswerRow[]): readonly AnswerRow[];
};

export type Subjects = { readonly editorId: number; readonly advertiserId: number };

const dayMs = 86_400_000;

function question<Answer>(shape: {
  readonly name: string;
  readonly ask: (reader: AnalyticsReader) => Promise<Answer>;
  readonly rows: (answer: Answer) => readonly AnswerRow[];
  readonly theirs: string;
  readonly theirRows?: (rows: readonly AnswerRow[]) => readonly AnswerRow[];
}): Question {
  return {
    name: shape.name,
    theirs: shape.theirs,
    ...(shape.theirRows === undefined ? {} : { theirRows: shape.theirRows }),
    async ours(reader) {
      const answer = await shape.ask(reader);
      return () => shape.rows(answer);
    },
  };
}

const totalsSql = `count(*), count(*) filter (status in ('completed', 'rejected', 'cancelled', 'refunded')),
  count(*) filter (status = 'completed'), sum(price_micros), coalesce(sum(price_micros) filter (status = 'completed'), 0),
  coalesce(sum(commission_micros) filter (status = 'completed'), 0), coalesce(sum(refunded_micros) filter (status = 'completed'), 0)`;

function totalsRow(row: OrderTotals): AnswerRow {
  return [
    row.orders,
    row.settled,
    row.completed,
    row.price.micros,
    row.completedPrice.micros,
    row.completedCommission.micros,
    row.completedRefunded.micros,
  ];
}

function revenueRow(row: Revenue): AnswerRow {
  return [row.price.currency, row.completed, row.price.micros, row.commission.micros, row.refunded.micros];
}

const revenueSql = 'currency, count(*), sum(price_micros), sum(commission_micros), sum(refunded_micros)';
const day = (time: string): string => `${time} // ${dayMs}`;
const monthOf = (time: string): string =>
  `year(make_timestamp(${time} * 1000)) * 12 + month(make_timestamp(${time} * 1000)) - 1`;

/** The twelve questions that are measured; `until` is the instant at which the business ends. */
export function questionsAt(until: number, { editorId, advertiserId }: Subjects): Question[] {
  const today = isoDate(Math.floor(until / dayMs));
  const last = (days: number) => ({ from: isoDate(dayOfIsoDate(today) - days + 1), to: today });
  const thisMonth = monthOfDay(dayOfIsoDate(today));
  const wholeMonths = (count: number) => ({
    from: isoDate(firstDayOfMonth(thisMonth - count)),
    to: isoDate(firstDayOfMonth(thisMonth) - 1),
  });
  /** Conditions in milliseconds: what a person who knows DuckDB writes. */
  const within = (time: string, range: { from: string; to: string }): string => {
    const days = daysOf(range);
    return `${time} >= ${days.from * dayMs} and ${time} < ${days.until * dayMs}`;
  };
  const withBefore = (time: string, range: { from: string; to: string }): string => {
    const days = daysOf(range);
    return `${time} >= ${rangeBefore(days).from * dayMs} and ${time} < ${days.until * dayMs}`;
  };
  const isNow = (time: string, range: { from: string; to: string }): string =>
    `${time} >= ${daysOf(range).from * dayMs}`;
  const quarter = Math.floor(thisMonth / 3);
  const quarterStart = firstDayOfMonth(quarter * 3) * dayMs;
  const quarterEnd = firstDayOfMonth(quarter * 3 + 3) * dayMs;
  const editor = customerIdSchema.parse(editorId);
  const advertiser = customerIdSchema.parse(advertiserId);
  const twoYears = last(730);
  const months = wholeMonths(24);
  const month = last(30);
  const year = last(365);
  const retained = { from: thisMonth - 11, until: thisMonth + 1 };
  const topSql = (where: string): string => `
    select channel_id, title, ${totalsSql} from orders join channels on channels.id = channel_id
    where currency = 'USD' ${where} group by channel_id, title
    order by sum(price_micros) filter (status = 'completed') desc nulls last, channel_id desc limit 10`;

  return [
    question({
      name: 'orders_by_day_and_status',
      ask: (reader) => ordersByStatus(reader, { range: twoYears, by: 'day' }),
      rows: ({ periods, countsBefore }) => [
        ...periods.map(({ start, counts }) => [start, ...orderStatuses.map((status) => counts[status])]),
        ['before', ...orderStatuses.map((status) => countsBefore[status])],
      ],
      theirs: `select ${day('created_at')} as day, ${orderStatuses.map((status) => `count(*) filter (status = '${status}')`).join(', ')}
        from orders where ${withBefore('created_at', twoYears)} group by day order by day`,
      theirRows(rows) {
        const { from } = daysOf(twoYears);
        const before = orderStatuses.map((_, at) =>
          rows.filter(([of]) => Number(of) < from).reduce((sum, row) => sum + Number(row[at + 1]), 0),
        );
        const now = rows.filter(([of]) => Number(of) >= from);
        return [...now.map(([of, ...counts]) => [isoDate(Number(of)), ...counts]), ['before', ...before]];
      },
    }),
    question({
      name: 'revenue_by_month',
      ask: (reader) => revenue(reader, { range: months, by: 'month' }),
      rows: ({ periods }) => periods.map((row) => [row.start, ...revenueRow(row)]),
      theirs: `select ${monthOf('completed_at')} as period, ${revenueSql} from orders
        where ${within('completed_at', months)} group by period, currency order by period, currency`,
      theirRows: (rows) => rows.map(([of, ...rest]) => [isoDate(firstDayOfMonth(Number(of))), ...rest]),
    }),
    question({
      name: 'totals_30_days',
      ask: (reader) => totals(reader, { range: month }),
      rows: (answer) => [
        ...answer.totalsBefore.map((row) => ['false', row.price.currency, ...totalsRow(row)]),
        ...answer.totals.map((row) => ['true', row.price.currency, ...totalsRow(row)]),
      ],
      theirs: `select ${isNow('created_at', month)} as is_now, currency, ${totalsSql} from orders
        where ${withBefore('created_at', month)} group by is_now, currency order by is_now, currency`,
    }),
    question({
      name: 'categories',
      ask: (reader) => categories(reader, { range: year }),
      rows: (answer) => [
        ...answer.categoriesBefore.map((row) => [
          'false',
          row.category,
          row.price.currency,
          ...totalsRow(row),
        ]),
        ...answer.categories.map((row) => ['true', row.category, row.price.currency, ...totalsRow(row)]),
      ],
      theirs: `select ${isNow('created_at', year)} as is_now, category, currency, ${totalsSql} from orders
        where ${withBefore('created_at', year)} group by is_now, category, currency order by is_now, category, currency`,
    }),
    question({
      name: 'top_channels',
      ask: (reader) => topChannels(reader, { period: { kind: 'all' }, currency: 'USD', limit: 10 }),
      rows: (answer) => answer.map((row) => [row.channelId, row.title, ...totalsRow(row)]),
      theirs: topSql(''),
    }),
    question({
      name: 'top_channels_this_quarter',
      ask: (reader) =>
        topChannels(reader, {
          period: { kind: 'quarter', year: Math.floor(quarter / 4), quarter: (quarter % 4) + 1 },
          currency: 'USD',
          limit: 10,
        }),
      rows: (answer) => answer.map((row) => [row.channelId, row.title, ...totalsRow(row)]),
      theirs: topSql(`and orders.created_at >= ${quarterStart} and orders.created_at < ${quarterEnd}`),
    }),
    question({
      name: 'retention',
      ask: (reader) => retention(reader, { lastMonth: today, months: 12 }),
      rows: (answer) =>
        answer.flatMap(({ cohort, active }, at) =>
          active.flatMap((count, age) => (count === 0 ? [] : [[cohort, retained.from + at + age, count]])),
        ),
      theirs: `select ${monthOf('customers.created_at')} as cohort, ${monthOf('orders.created_at')} as period, count(distinct advertiser_id)
        from orders join customers on customers.id = advertiser_id
        where customers.created_at >= ${firstDayOfMonth(retained.from) * dayMs} and orders.created_at >= ${firstDayOfMonth(retained.from) * dayMs}
        group by cohort, period having period >= cohort order by cohort, period`,
      theirRows: (rows) => rows.map(([of, ...rest]) => [isoDate(firstDayOfMonth(Number(of))), ...rest]),
    }),
    question({
      name: 'active_customers',
      ask: (reader) => activeCustomers(reader, { at: until }),
      rows: (answer) => answer.map((row) => [row.role, row.day, row.week, row.month]),
      theirs: `select role, count(*) filter (last_active_at >= ${until - dayMs}), count(*) filter (last_active_at >= ${until - 7 * dayMs}), count(*)
        from customers where last_active_at >= ${until - 30 * dayMs} and last_active_at <= ${until} group by role order by role`,
    }),
    question({
      name: 'hours_of_week',
      ask: (reader) => orderHours(reader, { range: wholeMonths(12) }),
      rows: (answer) => answer.map((row) => [row.hourOfWeek, row.orders, row.completed]),
      theirs: `select (created_at // 3600000 + 72) % 168 as hour, count(*), count(*) filter (status = 'completed')
        from orders where ${within('created_at', wholeMonths(12))} group by hour order by hour`,
    }),
    question({
      name: 'editor_earnings_by_day',
      ask: (reader) => editorEarnings(reader, { editorId: editor, range: twoYears, by: 'day' }),
      rows: ({ periods }) => periods.map((row) => [row.start, ...revenueRow(row)]),
      theirs: `select ${day('completed_at')} as day, ${revenueSql} from orders
        where editor_id = ${editorId} and ${within('completed_at', twoYears)} group by day, currency order by day, currency`,
      theirRows: (rows) => rows.map(([of, ...rest]) => [isoDate(Number(of)), ...rest]),
    }),
    question({
      name: 'editor_channels',
      ask: (reader) => editorChannels(reader, { editorId: editor, range: null }),
      rows: (answer) =>
        answer.map((row) => [row.channelId, row.title, row.price.currency, ...totalsRow(row)]),
      theirs: `select channel_id, title, currency, ${totalsSql} from orders join channels on channels.id = channel_id
        where owner_id = ${editorId} group by channel_id, title, currency
        order by coalesce(sum(price_micros) filter (status = 'completed'), 0) desc, channel_id`,
    }),
    question({
      name: 'advertiser_spending',
      ask: (reader) => advertiserSpending(reader, { advertiserId: advertiser, range: months }),
      rows: (answer) =>
        answer.map((row) => [
          row.start,
          row.currency,
          ...orderStatuses.map((status) => row.orders[status] ?? 0),
          ...orderStatuses.map((status) => row.price[status]),
          row.refunded.micros,
        ]),
      theirs: `select ${monthOf('created_at')} as period, currency, ${orderStatuses.map((status) => `count(*) filter (status = '${status}')`).join(', ')},
        ${orderStatuses.map((status) => `coalesce(sum(price_micros) filter (status = '${status}'), 0)`).join(', ')}, sum(refunded_micros)
        from orders where advertiser_id = ${advertiserId} and ${within('created_at', months)} group by period, currency order by period, currency`,
      theirRows: (rows) => rows.map(([of, ...rest]) => [isoDate(firstDayOfMonth(Number(of))), ...rest]),
    }),
  ];
}
