import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { OrderId } from '#contract/ids.ts';
import { type OrderRating, orderRatingSchema } from '#contract/marketplace/customer-acts.ts';
import type { CacheReads } from '../../../cache/cache.ts';

const rowSchema = z
  .object({ id: z.int(), author: z.string(), stars: z.int(), comment: z.string(), at: z.int() })
  .transform((row): OrderRating => orderRatingSchema.parse(row));

/** What the sides of an order say of each other: none, one or two. */
export async function ratingsOfOrder(cache: CacheReads, orderId: OrderId): Promise<OrderRating[]> {
  return cache.rows(
    sql`select r.id, case r.author_id when o.advertiser_id then 'advertiser' else 'editor' end as author,
        r.stars, r.comment, r.created_at as at
      from ratings r join orders o on o.id = r.order_id where r.order_id = ${orderId} order by r.id`,
    rowSchema,
  );
}
