import type { DateRange, DaysUpTo } from '../analytics.ts';
import { type ChannelFilter, channelFilterSchema } from '../marketplace/channel.ts';
import { type CustomerFilter, customerFilterSchema } from '../marketplace/customer.ts';
import type { PaymentKind } from '../marketplace/money.ts';
import { type OrderFilter, orderFilterSchema } from '../marketplace/order.ts';
import { type OrderStatus, orderStatuses } from '../marketplace/orders.ts';
import { type PaymentFilter, paymentFilterSchema } from '../marketplace/payment.ts';
import type { MetricDefinition, MetricFormula } from './metric.ts';
import type { MetricFilters } from './metric-query.ts';
import { isOfOneCurrency, type MetricName, metricOf } from './metrics.ts';

/** The rows behind a number: the list that has them, and what it has to be filtered by to show exactly them. */
export type RowsBehind =
  | { readonly rows: 'orders'; readonly filter: OrderFilter }
  | { readonly rows: 'customers'; readonly filter: CustomerFilter }
  | { readonly rows: 'payments'; readonly filter: PaymentFilter }
  | { readonly rows: 'channels'; readonly filter: ChannelFilter };

type Asked = {
  readonly metric: MetricDefinition;
  readonly range: DateRange;
  readonly filters: MetricFilters;
  readonly currency: string | null;
};

/** Null for a number about more than one channel: no list can be filtered by several. */
export function rowsBehind(
  name: MetricName,
  range: DateRange,
  filters: MetricFilters,
  currency: string | null,
): RowsBehind | null {
  const asked: Asked = { metric: metricOf(name), range, filters, currency };
  switch (asked.metric.fact) {
    case 'orders':
    case 'revenue':
      return ordersBehind(asked);
    case 'customers':
      return { rows: 'customers', filter: customersBehind(asked) };
    case 'payments':
      return { rows: 'payments', filter: paymentsBehind(asked) };
    case 'channels':
      return { rows: 'channels', filter: channelsBehind(asked) };
  }
}

function ordersBehind({ metric, range, filters, currency }: Asked): RowsBehind | null {
  const { fact, formula } = metric;
  const [channelId = null, ...otherChannels] = filters.channel ?? [];
  if (otherChannels.length > 0) return null;
  const filter = orderFilterSchema.parse({
    created: fact === 'orders' ? range : null,
    completed: fact === 'revenue' ? range : null,
    statuses: fact === 'revenue' ? ['completed'] : statusesOf(formula),
    categories: filters.category,
    currency: isOfOneCurrency(metric) ? currency : (filters.currency?.[0] ?? null),
    channelId,
    advertiserId: filters.advertiser,
    editorId: filters.editor,
  });
  return { rows: 'orders', filter };
}

function customersBehind({ metric, range, filters }: Asked): CustomerFilter {
  return customerFilterSchema.parse({
    signedUp: daysOf(metric, range),
    roles: filters.role,
    countries: filters.country,
    states: measuresOf(metric.formula).includes('suspended') ? ['suspended'] : [],
  });
}

function channelsBehind({ metric, range, filters }: Asked): ChannelFilter {
  return channelFilterSchema.parse({
    added: daysOf(metric, range),
    categories: filters.category,
    ownerId: filters.editor,
    states: measuresOf(metric.formula).includes('approved') ? ['approved'] : [],
  });
}

const kindOfMeasure: Readonly<Record<string, PaymentKind>> = {
  deposits: 'deposit',
  withdrawals: 'withdrawal',
  payouts: 'payout',
};

function paymentsBehind({ metric, range, filters, currency }: Asked): PaymentFilter {
  return paymentFilterSchema.parse({
    settled: range,
    states: ['succeeded'],
    kinds: measuresOf(metric.formula).map((measure) => kindOfMeasure[measure]),
    currency,
    customerId: filters.advertiser,
  });
}

/** A level has everything from the beginning in it. */
function daysOf({ formula }: MetricDefinition, range: DateRange): DaysUpTo {
  return formula.kind === 'level' ? { to: range.to } : range;
}

function measuresOf(formula: MetricFormula): string[] {
  const sums = formula.kind === 'quotient' ? [formula.of, formula.per] : [formula];
  return sums.flatMap(({ plus, minus = [] }) => [...plus, ...minus]);
}

/** The statuses of the orders that a formula looks at, by the names of its measures; none named means all. */
function statusesOf(formula: MetricFormula): OrderStatus[] {
  const measures = measuresOf(formula);
  const found = new Set(
    measures.map((measure) =>
      measure.startsWith('known_') || measure === 'conversion_value'
        ? 'completed'
        : orderStatuses.find((status) => measure === status || measure.startsWith(`${status}_`)),
    ),
  );
  // `refunded_part` is of every order that something went back of.
  if (measures.includes('refunded_part') || found.has(undefined)) return [];
  return orderStatuses.filter((status) => found.has(status));
}
