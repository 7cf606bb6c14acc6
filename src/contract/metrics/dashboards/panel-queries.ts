import type { DateRange } from '../../analytics.ts';
import { channelIdSchema, customerIdSchema } from '../../ids.ts';
import type { Category } from '../../marketplace/channels.ts';
import type { Comparison, Granularity, MetricFilters, MetricQueryInput } from '../metric-query.ts';
import { canBeSplitBy, type MetricName } from '../metrics.ts';
import type { Dashboard, RankingPanel, SeriesPanel } from './dashboard.ts';

/** What somebody has set on a dashboard. */
export type DashboardState = {
  /** Null is all time. */
  readonly range: DateRange | null;
  readonly compare: Comparison;
  readonly granularity: Exclude<Granularity, 'none'>;
  readonly currency: string;
  /** All, when none is named. */
  readonly categories: readonly Category[];
  /** The customer or channel that it is about. */
  readonly subject: number | null;
};

/** A question whose filters are known to be good. */
export type PanelQuery = MetricQueryInput & { readonly filters: MetricFilters };

function filtersOf(
  { subject: kind }: Dashboard,
  state: DashboardState,
  names: readonly MetricName[],
): MetricFilters {
  const { subject, categories } = state;
  return {
    ...(kind === 'editor' && subject !== null ? { editor: customerIdSchema.parse(subject) } : {}),
    ...(kind === 'advertiser' && subject !== null && names.every((name) => canBeSplitBy([name], 'advertiser'))
      ? { advertiser: customerIdSchema.parse(subject) }
      : {}),
    ...(kind === 'channel' && subject !== null ? { channel: [channelIdSchema.parse(subject)] } : {}),
    ...(categories.length > 0 && kind !== 'editor' && canBeSplitBy(names, 'category')
      ? { category: [...categories] }
      : {}),
  };
}

function base(dashboard: Dashboard, state: DashboardState, metrics: readonly MetricName[]) {
  return {
    metrics: [...metrics],
    range: state.range,
    currency: state.currency,
    filters: filtersOf(dashboard, state, metrics),
  };
}

/** The numbers on top and those they are compared with, in as few questions as their filters allow. */
export function tileQueries(dashboard: Dashboard, state: DashboardState): PanelQuery[] {
  return tileGroups(dashboard, state).map((metrics) => ({
    ...base(dashboard, state, metrics),
    compare: state.compare,
    granularity: state.granularity,
  }));
}

/** With a category chosen, what is not of a category is asked apart. */
function tileGroups({ tiles }: Dashboard, { categories }: DashboardState): MetricName[][] {
  if (categories.length === 0) return [[...tiles]];
  const groups = [
    tiles.filter((name) => canBeSplitBy([name], 'category')),
    tiles.filter((name) => !canBeSplitBy([name], 'category')),
  ];
  return groups.filter((group) => group.length > 0);
}

export function seriesQuery(dashboard: Dashboard, panel: SeriesPanel, state: DashboardState): PanelQuery {
  return {
    ...base(dashboard, state, panel.metrics),
    compare: panel.look === 'stack' ? 'none' : state.compare,
    granularity: state.granularity,
  };
}

export function rankingQuery(dashboard: Dashboard, panel: RankingPanel, state: DashboardState): PanelQuery {
  const [first = 'orders'] = panel.metrics;
  return {
    ...base(dashboard, state, panel.metrics),
    compare: state.compare,
    dimensions: [panel.dimension],
    order: { metric: first, descending: true },
    limit: panel.limit,
  };
}

/** The run of a ranking's first metric in each of its rows, in one question. */
export function trendQuery(dashboard: Dashboard, panel: RankingPanel, state: DashboardState): PanelQuery {
  const [first = 'orders'] = panel.metrics;
  return {
    ...base(dashboard, state, [first]),
    dimensions: [panel.dimension],
    granularity: state.granularity,
  };
}
