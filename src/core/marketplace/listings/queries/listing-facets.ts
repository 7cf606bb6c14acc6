import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CacheReads } from '../../../cache/cache.ts';

const value = z.object({ value: z.string() });

/** What the filters of the catalogue can be set to: values that occur, in their order. */
export async function listingFacets(cache: CacheReads) {
  const [languages, countries, currencies] = await cache.together<
    [z.output<typeof value>, z.output<typeof value>, z.output<typeof value>]
  >([
    {
      sql: sql`select distinct language as value from channels where language is not null order by 1`,
      row: value,
    },
    {
      sql: sql`select distinct country as value from channels where country is not null order by 1`,
      row: value,
    },
    { sql: sql`select distinct currency as value from listings order by 1`, row: value },
  ]);
  const valuesOf = (rows: readonly z.output<typeof value>[]) => rows.map((row) => row.value);
  return {
    languages: valuesOf(languages),
    countries: valuesOf(countries),
    currencies: valuesOf(currencies),
  };
}
