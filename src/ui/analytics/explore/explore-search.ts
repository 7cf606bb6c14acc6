import { z } from 'zod';
import { dateRangeSchema } from '#contract/analytics.ts';
import { channelIdSchema, customerIdSchema } from '#contract/ids.ts';
import { categories } from '#contract/marketplace/channels.ts';
import { customerRoles } from '#contract/marketplace/customers.ts';
import {
  exploreAxes,
  type ExploreAxis,
  exploreOrderSchema,
  type ExploreQuery,
} from '#contract/metrics/explore/explore-query.ts';
import { comparisons, type MetricFilters, metricNameSchema } from '#contract/metrics/metric-query.ts';
import { type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { currencySchema } from '#contract/money.ts';
import { shownGranularities } from '../analytics-search.ts';
import { fittingGranularity, presetRange, rangePresets } from '#contract/metrics/range-presets.ts';

export const chartLooks = ['none', 'line', 'bars', 'stack'] as const;
export type ChartLook = (typeof chartLooks)[number];

/** What of the page stands in its URL: all of it. A part that was edited into nonsense falls back alone. */
export const exploreSearchSchema = z.object({
  metric: metricNameSchema.optional().catch(undefined),
  rows: z.enum(exploreAxes).optional().catch(undefined),
  columns: z
    .enum([...exploreAxes, 'none'])
    .optional()
    .catch(undefined),
  period: z.enum(rangePresets).optional().catch(undefined),
  /** Days of one's own; they win over a preset. */
  range: dateRangeSchema.optional().catch(undefined),
  compare: z.enum(comparisons).optional().catch(undefined),
  by: z.enum(shownGranularities).optional().catch(undefined),
  currency: currencySchema.optional().catch(undefined),
  category: z.array(z.enum(categories)).optional().catch(undefined),
  role: z.array(z.enum(customerRoles)).optional().catch(undefined),
  country: z.array(z.string().max(2)).optional().catch(undefined),
  channel: z.array(channelIdSchema).max(200).optional().catch(undefined),
  advertiser: customerIdSchema.optional().catch(undefined),
  editor: customerIdSchema.optional().catch(undefined),
  order: exploreOrderSchema.optional().catch(undefined),
  chart: z.enum(chartLooks).optional().catch(undefined),
});
export type ExploreSearch = z.infer<typeof exploreSearchSchema>;

export const usualExplorePeriod = 'months12';
const usualMetric = 'orders';

/** What can be the rows or the columns of a metric. */
export function axesOf(metric: MetricName): ExploreAxis[] {
  return exploreAxes.filter((axis) => axis === 'period' || metricOf(metric).dimensions.includes(axis));
}

/** What the page asks for; `today` and the currencies are the workspace's. What the metric cannot be cut by falls back. */
export function exploreState(
  search: ExploreSearch,
  today: string,
  currencies: readonly string[],
): ExploreQuery {
  const metric = search.metric ?? usualMetric;
  const axes = axesOf(metric);
  const [wanted, other] = [search.rows, search.columns];
  const rows =
    wanted !== undefined && axes.includes(wanted)
      ? wanted
      : (axes.find((axis) => axis !== 'period' && axis !== 'currency' && axis !== other) ?? 'period');
  const fallback = rows === 'period' ? null : 'period';
  const columns =
    other === 'none'
      ? null
      : other !== undefined && other !== rows && axes.includes(other)
        ? other
        : fallback;
  const range = search.range ?? presetRange(search.period ?? usualExplorePeriod, today);
  return {
    metric,
    rows,
    columns,
    range,
    compare: range === null ? 'none' : (search.compare ?? 'none'),
    granularity: search.by ?? fittingGranularity(range),
    filters: filtersOf(search, metric),
    currency: search.currency ?? currencies[0] ?? 'USD',
    order: search.order ?? null,
    most: { rows: 200, columns: 60 },
  };
}

/** What a metric cannot be filtered by is left out: it says nothing about it. */
function filtersOf(search: ExploreSearch, metric: MetricName): MetricFilters {
  const can = (name: keyof MetricFilters): boolean => metricOf(metric).dimensions.includes(name);
  const { category, role, country, channel, advertiser, editor } = search;
  return {
    ...(category !== undefined && category.length > 0 && can('category') ? { category } : {}),
    ...(role !== undefined && role.length > 0 && can('role') ? { role } : {}),
    ...(country !== undefined && country.length > 0 && can('country') ? { country } : {}),
    ...(channel !== undefined && channel.length > 0 && can('channel') ? { channel } : {}),
    ...(advertiser !== undefined && can('advertiser') ? { advertiser } : {}),
    ...(editor !== undefined && can('editor') ? { editor } : {}),
  };
}

/** The filter that lets through one value of an axis only; null where there is no such filter. */
export function onlyThis(axis: ExploreAxis, key: string): Partial<ExploreSearch> | null {
  const isList = axis !== 'advertiser' && axis !== 'editor';
  const isId = axis === 'advertiser' || axis === 'editor' || axis === 'channel';
  if (axis === 'period' || axis === 'currency' || (isId && !/^\d+$/.test(key))) return null;
  const value = isId ? Number(key) : key;
  const read = exploreSearchSchema.safeParse({ [axis]: isList ? [value] : value });
  return read.success && read.data[axis] !== undefined ? { [axis]: read.data[axis] } : null;
}
