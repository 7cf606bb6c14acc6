import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MetricDimension } from '#contract/metrics/metric.ts';
import type { MetricQuery } from '#contract/metrics/metric-query.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { memberTable } from '../../cache/rollups/rollup-tables.ts';
import { advertisersOfLargeChannels, ordersOfLargeAdvertisers } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import type { Conditions } from './plan.ts';

const idRow = z.object({ id: z.int() });

/** What a question's filters come to: the channels of an editor, and whether it is about a large advertiser or channel. */
export async function readConditions(
  { cache }: AnalyticsReader,
  { metrics, filters }: Pick<MetricQuery, 'metrics' | 'filters'>,
): Promise<Conditions> {
  const { advertiser, editor, ...lists } = filters;
  const asksForOwned = editor !== undefined && metrics.some((name) => metricOf(name).fact === 'orders');
  return {
    filters: {
      ...lists,
      ...(advertiser === undefined ? {} : { advertiser: [advertiser] }),
      ...(editor === undefined ? {} : { editor: [editor] }),
    },
    owned: asksForOwned ? await readOwned(cache, editor) : null,
    large: await readLarge(cache, { advertiser, channel: onlyOne(filters.channel) }),
  };
}

const onlyOne = (ids: readonly number[] | undefined): number | undefined =>
  ids?.length === 1 ? ids[0] : undefined;

async function readOwned(cache: CacheReads, editor: number): Promise<number[]> {
  const owned = await cache.rows(sql`select id from channels where owner_id = ${editor}`, idRow);
  return owned.map(({ id }) => id);
}

/** Of whom sums are kept that others have not: who is large in one of those of a dimension is it in all of them. */
const largeOnes = { advertiser: ordersOfLargeAdvertisers, channel: advertisersOfLargeChannels } as const;

async function readLarge(
  cache: CacheReads,
  ids: Readonly<Record<keyof typeof largeOnes, number | undefined>>,
): Promise<MetricDimension[]> {
  const large: MetricDimension[] = [];
  for (const dimension of ['advertiser', 'channel'] as const) {
    const id = ids[dimension];
    if (id === undefined) continue;
    const members = sql.raw(memberTable(largeOnes[dimension]));
    const [found] = await cache.rows(sql`select member as id from ${members} where member = ${id}`, idRow);
    if (found !== undefined) large.push(dimension);
  }
  return large;
}
