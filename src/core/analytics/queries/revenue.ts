import type { DateRange, PeriodUnit } from '#contract/analytics.ts';
import { revenueByCategory } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { type RevenueSeries, revenueSeries } from '../revenue-series.ts';

/** The platform's revenue by the day it was earned. */
export function revenue(
  reader: AnalyticsReader,
  input: { readonly range: DateRange; readonly by: PeriodUnit },
): Promise<RevenueSeries> {
  return revenueSeries(reader, revenueByCategory, input, {});
}
