import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CustomerId } from '#contract/ids.ts';
import { type CustomerRating, ratingSchema } from '#contract/marketplace/customer-acts.ts';
import type { CacheReads } from '../../../cache/cache.ts';

type Input = {
  readonly id: CustomerId;
  readonly side: 'received' | 'given';
  readonly offset: number;
  readonly limit: number;
};

const rowSchema = z
  .object({
    id: z.int(),
    orderId: z.int(),
    otherId: z.int(),
    otherName: z.string(),
    stars: z.int(),
    comment: z.string(),
    at: z.int(),
  })
  .transform(({ otherId, otherName, ...rating }): CustomerRating =>
    ratingSchema.parse({ ...rating, other: { id: otherId, name: otherName } }),
  );

const counted = z.object({ total: z.int(), average: z.number().nullable() });

/** What others say of a customer, or the customer of others: the newest first, with the average of all. */
export async function customerRatings(
  cache: CacheReads,
  { id, side, offset, limit }: Input,
): Promise<{ rows: CustomerRating[]; total: number; average: number | null }> {
  const own = side === 'received' ? sql`ratings.subject_id` : sql`ratings.author_id`;
  const other = side === 'received' ? sql`ratings.author_id` : sql`ratings.subject_id`;
  const [rows, [count]] = await cache.together<[CustomerRating, z.output<typeof counted>]>([
    {
      sql: sql`select ratings.id, ratings.order_id as orderId, other.id as otherId, other.name as otherName,
          ratings.stars, ratings.comment, ratings.created_at as at
        from ratings join customers as other on other.id = ${other}
        where ${own} = ${id} order by ratings.id desc limit ${limit} offset ${offset}`,
      row: rowSchema,
    },
    {
      sql: sql`select count(*) as total, avg(ratings.stars * 1.0) as average from ratings where ${own} = ${id}`,
      row: counted,
    },
  ]);
  return { rows, total: count?.total ?? 0, average: count?.average ?? null };
}
