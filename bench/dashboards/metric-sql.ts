import type { MetricDimension, MetricFact } from '#contract/metrics/metric.ts';
import type { PanelQuery } from '#contract/metrics/dashboards/panel-queries.ts';
import { type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { comparedRange } from '#core/analytics/metrics/compared-range.ts';
import { daysOf } from '#core/analytics/dates.ts';
import { measuresOf } from '#core/analytics/metrics/evaluate.ts';
import { facts } from '#core/analytics/metrics/facts.ts';
import type { DateRange } from '#contract/analytics.ts';
import type { Dialect } from './dialect.ts';

const dayMs = 86_400_000;

/** What a person who knows SQL writes for some metrics of one kind of rows. */
export type MetricSql = {
  readonly metrics: readonly MetricName[];
  readonly measures: readonly string[];
  /** The first column tells whether a row is of the range (1) or of what it is compared with (0); the measures are the last ones. */
  readonly text: string;
};

type Table = {
  readonly name: string;
  readonly time: string;
  readonly columns: Readonly<Partial<Record<MetricDimension, string>>>;
  readonly measures: Readonly<Record<string, string>>;
  readonly where?: string;
};

function measuresFromRows(fact: MetricFact): Readonly<Record<string, string>> {
  const reading = facts[fact].readings.find(({ kind }) => kind === 'rows');
  return reading?.kind === 'rows' ? reading.source.measures : {};
}

const tables: Readonly<Record<MetricFact, Table>> = {
  orders: {
    name: 'orders',
    time: 'created_at',
    columns: {
      category: 'category',
      currency: 'currency',
      channel: 'channel_id',
      advertiser: 'advertiser_id',
    },
    measures: {
      ...measuresFromRows('orders'),
      completed_price: `case when status = 'completed' then price_micros else 0 end`,
    },
  },
  revenue: {
    name: 'orders',
    time: 'completed_at',
    columns: { category: 'category', currency: 'currency', editor: 'editor_id' },
    measures: {
      rows: '1',
      price: 'price_micros',
      commission: 'commission_micros',
      refunded: 'refunded_micros',
    },
  },
  customers: {
    name: 'customers',
    time: 'created_at',
    columns: { role: 'role', country: 'country' },
    measures: { rows: '1', suspended: `case when state = 'suspended' then 1 else 0 end` },
  },
  channels: {
    name: 'channels',
    time: 'created_at',
    columns: { category: 'category', editor: 'owner_id' },
    measures: measuresFromRows('channels'),
  },
  payments: {
    name: 'payments',
    time: 'settled_at',
    columns: { currency: 'currency', advertiser: 'customer_id' },
    measures: measuresFromRows('payments'),
    where: `state = 'succeeded'`,
  },
};

/** A panel's question as SQL over the rows: one statement for each kind of rows, both ranges in one scan. */
export function metricSql(query: PanelQuery, range: DateRange, dialect: Dialect): readonly MetricSql[] {
  const kinds = new Map<string, MetricName[]>();
  for (const name of query.metrics) {
    const { fact, formula } = metricOf(name);
    const kind = `${fact} ${formula.kind === 'level'}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
  }
  return [...kinds.values()].map((metrics) => statement(query, range, dialect, metrics));
}

function statement(
  { granularity = 'none', dimensions = [], filters, compare = 'none' }: PanelQuery,
  range: DateRange,
  dialect: Dialect,
  metrics: readonly MetricName[],
): MetricSql {
  const [first = 'orders'] = metrics;
  const { fact, formula } = metricOf(first);
  const { name, time, columns, measures: expressions, where } = tables[fact];
  const measures = [...new Set(metrics.flatMap((metric) => measuresOf(metricOf(metric).formula)))];
  const days = daysOf(range);
  const before = comparedRange(days, compare);
  const within = (part: { from: number; until: number }): string =>
    dialect.within(time, formula.kind === 'level' ? 0 : part.from * dayMs, part.until * dayMs);
  const now = within(days);
  const conditions = [
    before === null ? now : `(${now} or ${within(before)})`,
    ...(where === undefined ? [] : [where]),
    ...Object.entries(filters).map(([dimension, values]) => filterSql(columns, dimension, [values].flat())),
  ];
  const keys = [
    `case when ${now} then 1 else 0 end`,
    ...(granularity === 'none' ? [] : [dialect.day(time)]),
    ...(columns.currency === undefined ? [] : [columns.currency]),
    ...dimensions.map((dimension) => columns[dimension] ?? 'null'),
  ];
  const sums = measures.map((measure) => `sum(${expressions[measure] ?? '0'})`);
  return {
    metrics,
    measures,
    text: `select ${[...keys, ...sums].join(', ')} from ${name} where ${conditions.join(' and ')}
      group by ${keys.map((_, at) => at + 1).join(', ')}`,
  };
}

function filterSql(
  columns: Table['columns'],
  dimension: string,
  values: readonly (string | number)[],
): string {
  const column = Object.entries(columns).find(([name]) => name === dimension)?.[1];
  const list = values.map((value) => (typeof value === 'number' ? String(value) : `'${value}'`)).join(', ');
  // The orders of an editor are those of the channels they own.
  if (column === undefined) return `channel_id in (select id from channels where owner_id in (${list}))`;
  return `${column} in (${list})`;
}
