import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CacheReads } from '../../cache/cache.ts';

/** Every label in use, in alphabetical order. */
export async function listLabels(cache: CacheReads): Promise<string[]> {
  const rows = await cache.rows(
    sql`select distinct value as label
      from (select distinct labels from accounts where removed_at is null) as sets, json_each(sets.labels)
      order by label`,
    z.object({ label: z.string() }),
  );
  return rows.map((row) => row.label);
}
