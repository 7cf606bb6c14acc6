import { z } from 'zod';
import { dateRangeSchema } from '#contract/analytics.ts';
import { categories } from '#contract/marketplace/channels.ts';
import type { DashboardState } from '#contract/metrics/dashboards/panel-queries.ts';
import { comparisons } from '#contract/metrics/metric-query.ts';
import { currencySchema } from '#contract/money.ts';
import { fittingGranularity, presetRange, rangePresets } from '#contract/metrics/range-presets.ts';

export const shownGranularities = ['day', 'week', 'month', 'quarter'] as const;

/** What of a dashboard stands in its URL. A part that was edited into nonsense falls back alone. */
export const analyticsSearchSchema = z.object({
  period: z.enum(rangePresets).optional().catch(undefined),
  /** Days of one's own; they win over a preset. */
  range: dateRangeSchema.optional().catch(undefined),
  compare: z.enum(comparisons).optional().catch(undefined),
  by: z.enum(shownGranularities).optional().catch(undefined),
  currency: currencySchema.optional().catch(undefined),
  category: z.array(z.enum(categories)).optional().catch(undefined),
  /** The number of the customer or channel that it is about. */
  of: z.int().positive().optional().catch(undefined),
});
export type AnalyticsSearch = z.infer<typeof analyticsSearchSchema>;

export const usualPeriod = 'days30';

/** What the dashboard asks for; `today` and the currencies are the workspace's, the one most used first. */
export function dashboardState(
  search: AnalyticsSearch,
  today: string,
  currencies: readonly string[],
): DashboardState {
  const range = search.range ?? presetRange(search.period ?? usualPeriod, today);
  return {
    range,
    // Before all time there was nothing.
    compare: range === null ? 'none' : (search.compare ?? 'previous'),
    granularity: search.by ?? fittingGranularity(range),
    currency: search.currency ?? currencies[0] ?? 'USD',
    categories: search.category ?? [],
    subject: search.of ?? null,
  };
}
