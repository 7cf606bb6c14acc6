import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MetricDimension } from '#contract/metrics/metric.ts';
import type { MetricRow } from '#contract/metrics/metric-query.ts';
import type { CacheReads } from '../../cache/cache.ts';

const nameRow = z.object({ id: z.int(), name: z.string() });

/** What the channels and customers among the keys are called, by `dimension:ID`. */
export async function keyNames(
  cache: CacheReads,
  dimensions: readonly MetricDimension[],
  rows: readonly MetricRow[],
): Promise<Record<string, string>> {
  const found = await Promise.all(
    dimensions.map(async (dimension, at) => {
      if (dimension !== 'channel' && dimension !== 'advertiser' && dimension !== 'editor') return [];
      const ids = [...new Set(rows.map(({ keys }) => Number(keys[at] ?? '')))].filter((id) => id > 0);
      const query =
        dimension === 'channel'
          ? sql`select id, title as name from channels where id in (select value from json_each(${JSON.stringify(ids)}))`
          : sql`select id, name from customers where id in (select value from json_each(${JSON.stringify(ids)}))`;
      const names = await cache.rows(query, nameRow);
      return names.map(({ id, name }) => [`${dimension}:${id}`, name] as const);
    }),
  );
  return Object.fromEntries(found.flat());
}
