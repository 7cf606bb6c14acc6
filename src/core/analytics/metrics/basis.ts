import type { z } from 'zod';
import type { metricsContract } from '#contract/metrics/contract.ts';
import { isoDate } from '../../cache/rollups/civil-date.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { currenciesInUse } from './currencies.ts';

export type MetricsBasis = z.output<typeof metricsContract.basis.output>;

/** What a dashboard has to know before it asks anything. `now` is in milliseconds UTC. */
export async function metricsBasis({ cache, calendar }: AnalyticsReader, now: number): Promise<MetricsBasis> {
  return {
    today: isoDate(calendar.dayOf(now)),
    timeZone: calendar.timeZone,
    currencies: await currenciesInUse(cache),
  };
}
