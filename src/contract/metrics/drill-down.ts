import type { DateRange } from '../analytics.ts';
import type { ChannelId, CustomerId } from '../ids.ts';
import type { Category } from '../marketplace/channels.ts';
import { type OrderStatus, orderStatuses } from '../marketplace/orders.ts';
import type { MetricFormula } from './metric.ts';
import type { MetricFilters } from './metric-query.ts';
import { isOfOneCurrency, type MetricName, metricOf } from './metrics.ts';

/** The orders behind a number: what the list of orders has to be filtered by to show exactly them. */
export type OrdersBehind = {
  readonly created: DateRange | null;
  readonly completed: DateRange | null;
  readonly statuses: readonly OrderStatus[];
  readonly categories: readonly Category[];
  readonly currency: string | null;
  readonly channelId: ChannelId | null;
  readonly advertiserId: CustomerId | null;
  readonly editorId: CustomerId | null;
};

/** Null for a number that is not about orders, or about more than one channel. */
export function ordersBehind(
  name: MetricName,
  range: DateRange,
  filters: MetricFilters,
  currency: string | null,
): OrdersBehind | null {
  const metric = metricOf(name);
  const { fact, formula } = metric;
  const [channelId = null, ...otherChannels] = filters.channel ?? [];
  if ((fact !== 'orders' && fact !== 'revenue') || otherChannels.length > 0) return null;
  return {
    created: fact === 'orders' ? range : null,
    completed: fact === 'revenue' ? range : null,
    statuses: fact === 'revenue' ? ['completed'] : statusesOf(formula),
    categories: filters.category ?? [],
    currency: isOfOneCurrency(metric) ? currency : (filters.currency?.[0] ?? null),
    channelId,
    advertiserId: filters.advertiser ?? null,
    editorId: filters.editor ?? null,
  };
}

/** The statuses of the orders that a formula looks at, by the names of its measures; none named means all. */
function statusesOf(formula: MetricFormula): OrderStatus[] {
  const sums = formula.kind === 'quotient' ? [formula.of, formula.per] : [formula];
  const measures = sums.flatMap(({ plus, minus = [] }) => [...plus, ...minus]);
  const found = new Set(
    measures.map((measure) =>
      measure === 'known_spend' || measure === 'conversion_value'
        ? 'completed'
        : orderStatuses.find((status) => measure === status || measure.startsWith(`${status}_`)),
    ),
  );
  // `refunded_part` is of every order that something went back of.
  if (measures.includes('refunded_part') || found.has(undefined)) return [];
  return orderStatuses.filter((status) => found.has(status));
}
