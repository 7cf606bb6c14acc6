import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MetricQuery } from '#contract/metrics/metric-query.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { memberTable } from '../../cache/rollups/rollup-tables.ts';
import { ordersOfLargeAdvertisers } from '../../marketplace/orders/rollups.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import type { Conditions } from './plan.ts';

const idRow = z.object({ id: z.int() });

/** What a question's filters come to: the channels of an editor, and whether an advertiser is one of the large. */
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
    large: advertiser !== undefined && (await isLarge(cache, advertiser)) ? ['advertiser'] : [],
  };
}

async function readOwned(cache: CacheReads, editor: number): Promise<number[]> {
  const owned = await cache.rows(sql`select id from channels where owner_id = ${editor}`, idRow);
  return owned.map(({ id }) => id);
}

/** Who is large in one of the sums that only know large ones is it in all of them. */
async function isLarge(cache: CacheReads, advertiser: number): Promise<boolean> {
  const members = sql.raw(memberTable(ordersOfLargeAdvertisers));
  const [found] = await cache.rows(
    sql`select member as id from ${members} where member = ${advertiser}`,
    idRow,
  );
  return found !== undefined;
}
