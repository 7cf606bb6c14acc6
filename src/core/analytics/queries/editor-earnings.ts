import type { DateRange, PeriodUnit } from '#contract/analytics.ts';
import type { CustomerId } from '#contract/ids.ts';
import { earningsByEditor } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { type RevenueSeries, revenueSeries } from '../revenue-series.ts';

/** What an editor's channels brought, by the day it was earned. */
export function editorEarnings(
  reader: AnalyticsReader,
  input: { readonly editorId: CustomerId; readonly range: DateRange; readonly by: PeriodUnit },
): Promise<RevenueSeries> {
  return revenueSeries(reader, earningsByEditor, input, { editor_id: [input.editorId] });
}
