import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { KeptPayments, PaymentFilter } from '#contract/marketplace/payment.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { matchingPayments, mostCounted } from './list-payments.ts';

/**
 * Whether the local copy has the payments of the last days only, and how many of those that match are in its sums alone, counted up
 * to 100,000. Null when every payment is kept.
 */
export async function keptPayments(cache: CacheReads, filter: PaymentFilter): Promise<KeptPayments | null> {
  const matching = await matchingPayments(cache, filter);
  const [kept] = await cache.rows(
    sql`select days, (select count(*) from (select 1 from payments_outside as payments where ${matching} limit ${mostCounted})) as older
      from cache_tables where name = 'payments'`,
    z.object({ days: z.int().nullable(), older: z.int() }),
  );
  return kept === undefined || kept.days === null ? null : { days: kept.days, older: kept.older };
}
