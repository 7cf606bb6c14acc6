import type { MetricDimension } from '#contract/metrics/metric.ts';
import type { MetricQuery } from '#contract/metrics/metric-query.ts';
import { isOfOneCurrency, metricOf } from '#contract/metrics/metrics.ts';
import type { RawRows } from './raw-rows.ts';
import { referenceMetrics, type RowsOfCell } from './reference-metrics.ts';

export type ReferenceRow = {
  readonly start: string | null;
  readonly keys: readonly string[];
  readonly currency: string | null;
  readonly values: readonly (string | null)[];
};

/** A row of any table with the day it counts on and what can be asked of it. */
type Dated<Row> = {
  readonly row: Row;
  readonly day: string;
  readonly of: Readonly<Partial<Record<MetricDimension, string>>>;
};

type DatedRows = { readonly [Table in keyof RawRows | 'completed']: readonly Dated<unknown>[] };

/** `2026-11-21` in the zone, as Intl writes it: no arithmetic with offsets. */
function dayIn(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => format.format(instant);
}

export function dated(raw: RawRows, timeZone: string) {
  const dayOf = dayIn(timeZone);
  const owners = new Map<string, string>();
  const ofOrder = (row: RawRows['orders'][number]) => ({
    category: row.category,
    currency: row.currency,
    channel: row.channel_id,
    advertiser: row.advertiser_id,
    editor: owners.get(row.channel_id) ?? row.editor_id,
  });
  return {
    orders: raw.orders.map((row) => ({ row, day: dayOf(row.created_at), of: ofOrder(row) })),
    completed: raw.orders.flatMap((row) =>
      row.completed_at === null ? [] : [{ row, day: dayOf(row.completed_at), of: ofOrder(row) }],
    ),
    customers: raw.customers.map((row) => ({
      row,
      day: dayOf(row.created_at),
      of: { role: row.role, country: row.country ?? '' },
    })),
    channels: raw.channels.map((row) => ({
      row,
      day: dayOf(row.created_at),
      of: { category: row.category, editor: row.owner_id },
    })),
    payments: raw.payments.flatMap((row) =>
      row.settled_at === null || row.state !== 'succeeded'
        ? []
        : [{ row, day: dayOf(row.settled_at), of: { currency: row.currency, advertiser: row.customer_id } }],
    ),
  } satisfies DatedRows;
}

export type Data = ReturnType<typeof dated>;

/** The first day of the period that a day is in, from its digits. */
function periodStart(day: string, granularity: MetricQuery['granularity']): string | null {
  const [year = '', month = ''] = day.split('-');
  switch (granularity) {
    case 'none':
      return null;
    case 'day':
      return day;
    case 'week': {
      const date = new Date(`${day}T00:00:00Z`);
      while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
      return date.toISOString().slice(0, 10);
    }
    case 'month':
      return `${year}-${month}-01`;
    case 'quarter':
      return `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
  }
}

function everyDay(from: string, to: string): string[] {
  const days: string[] = [];
  for (const date = new Date(`${from}T00:00:00Z`); ; date.setUTCDate(date.getUTCDate() + 1)) {
    const day = date.toISOString().slice(0, 10);
    if (day > to) return days;
    days.push(day);
  }
}

/** The rows of the answer for a range, in no order: looked through all rows again for every cell. */
export function referenceRows(
  data: Data,
  query: MetricQuery,
  range: { readonly from: string; readonly to: string },
): ReferenceRow[] {
  const metrics = query.metrics.map((name) => ({ name, definition: metricOf(name) }));
  const anyMoney = metrics.some(({ definition }) => isOfOneCurrency(definition));
  const isApart = anyMoney && (query.currency === null || query.dimensions.includes('currency'));
  const facts = new Set(metrics.map(({ definition }) => definition.fact));
  const passes = ({ of }: Dated<unknown>): boolean =>
    Object.entries(query.filters).every(([dimension, wanted]) => {
      const entry = Object.entries(of).find(([name]) => name === dimension);
      return [wanted]
        .flat()
        .map(String)
        .includes(entry?.[1] ?? 'nothing');
    });
  const keysOf = ({ of }: Dated<unknown>): string[] =>
    query.dimensions.map((dimension) => of[dimension] ?? '');
  const starts = new Map<string | null, { first: string; last: string }>();
  for (const day of everyDay(range.from, range.to)) {
    const start = periodStart(day, query.granularity);
    starts.set(start, { first: starts.get(start)?.first ?? day, last: day });
  }
  const select = <Row>(rows: readonly Dated<Row>[], from: string, to: string): Dated<Row>[] =>
    rows.filter((one) => one.day >= from && one.day <= to && passes(one));
  return [...starts].flatMap(([start, { first, last }]) => {
    const within = {
      orders: facts.has('orders') ? select(data.orders, first, last) : [],
      completed: facts.has('revenue') ? select(data.completed, first, last) : [],
      customers: facts.has('customers') ? select(data.customers, first, last) : [],
      customersBefore: facts.has('customers') ? select(data.customers, '', last) : [],
      channelsBefore: facts.has('channels') ? select(data.channels, '', last) : [],
      payments: facts.has('payments') ? select(data.payments, first, last) : [],
    };
    const groups = new Map<string, { keys: string[]; currency: string | null }>();
    for (const one of Object.values(within).flat()) {
      const keys = keysOf(one);
      const own = 'currency' in one.of ? one.of.currency : null;
      const currency = anyMoney ? (isApart ? own : query.currency) : null;
      groups.set(JSON.stringify([keys, currency]), { keys, currency });
    }
    return [...groups.values()].map(({ keys, currency }) => {
      const rowsOf = <Row>(rows: readonly Dated<Row>[], only: string | null): Row[] =>
        rows
          .filter((one) => keysOf(one).every((key, at) => key === keys[at]))
          .filter((one) => only === null || !('currency' in one.of) || one.of.currency === only)
          .map(({ row }) => row);
      const cell = (only: string | null): RowsOfCell => ({
        orders: rowsOf(within.orders, only),
        completed: rowsOf(within.completed, only),
        customers: rowsOf(within.customers, only),
        customersBefore: rowsOf(within.customersBefore, only),
        channelsBefore: rowsOf(within.channelsBefore, only),
        payments: rowsOf(within.payments, only),
      });
      const everything = cell(isApart ? currency : null);
      const ofCurrency = cell(currency);
      return {
        start,
        keys,
        currency,
        values: metrics.map(({ name, definition }) => {
          const value = referenceMetrics[name](isOfOneCurrency(definition) ? ofCurrency : everything);
          return value === null ? null : String(value);
        }),
      };
    });
  });
}
