import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { currencySchema } from '#contract/money.ts';
import type { CacheReads } from '../../cache/cache.ts';

const row = z.object({ currency: currencySchema });

/** The currencies that orders were made in, the one with most orders first. */
export async function currenciesInUse(cache: CacheReads): Promise<string[]> {
  const rows = await cache.rows(
    sql`select currency from orders_by_category_month group by currency order by sum(rows) desc, currency`,
    row,
  );
  return rows.map(({ currency }) => currency);
}
