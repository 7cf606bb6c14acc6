import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CacheReads } from '../../../cache/cache.ts';

const row = z.object({ country: z.string(), customers: z.int().positive() });

/** The countries that customers come from, the most frequent first. */
export function listCountries(cache: CacheReads): Promise<z.output<typeof row>[]> {
  return cache.rows(
    sql`select country, count(*) as customers from customers where country is not null
      group by country order by customers desc, country`,
    row,
  );
}
