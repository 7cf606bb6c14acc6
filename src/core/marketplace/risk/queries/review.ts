import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { isOpsdeckError } from '#contract/errors.ts';
import { type Review, type RiskNews, riskNewsSchema } from '#contract/marketplace/customer-acts.ts';
import type { Cache, CacheReads } from '../../../cache/cache.ts';
import { followTables } from '../../../cache/follow-tables.ts';

const counted = z.object({ flagged: z.int(), suspendedByRules: z.int() });

const newsRow = z
  .object({
    id: z.int(),
    customerId: z.int(),
    name: z.string(),
    state: z.string(),
    score: z.int().nullable(),
  })
  .transform(({ id, customerId, name, state, score }): RiskNews =>
    riskNewsSchema.parse({ id, customer: { id: customerId, name }, state, score: score ?? 0 }),
  );

const newsKept = 10;
/** Acts of the system are looked for among so many of the newest. */
const actsRead = 500;

/** Who waits for somebody to look at them, and what the rules did last. */
export async function readReview(cache: CacheReads): Promise<Review> {
  const [[counts], news] = await cache.together<[z.output<typeof counted>, RiskNews]>([
    {
      sql: sql`select count(*) filter (where state = 'flagged') as flagged,
          count(*) filter (where state = 'suspended' and not held_by_operator) as suspendedByRules
        from customers where state <> 'active'`,
      row: counted,
    },
    {
      sql: sql`select e.id, e.customer_id as customerId, customers.name, e.to_state as state,
          json_extract(e.details, '$.score') as score
        from (select * from customer_events order by id desc limit ${actsRead}) as e
        join customers on customers.id = e.customer_id
        where e.actor_kind = 'system' and e.to_state in ('flagged', 'suspended')
        order by e.id desc limit ${newsKept}`,
      row: newsRow,
    },
  ]);
  return { flagged: counts?.flagged ?? 0, suspendedByRules: counts?.suspendedByRules ?? 0, news };
}

/** Nobody needs it more often; a change of the rules moves thousands. */
const leastIntervalMs = 1_000;

/** Yields it at once, then whenever it is another, whichever host made it so. */
export async function* watchReview(cache: Cache, signal: AbortSignal | undefined): AsyncGenerator<Review> {
  const changes = followTables(cache, ['customers', 'customer_events']);
  try {
    let yielded = '';
    while (signal?.aborted !== true) {
      const review = await whenReadable(cache);
      const text = JSON.stringify(review);
      if (review !== null && text !== yielded) {
        yielded = text;
        yield review;
      }
      await sleep(leastIntervalMs);
      await changes.next(signal);
    }
  } finally {
    changes.stop();
  }
}

/** Null while the local copy is being made: that it is complete is a change of all tables. */
async function whenReadable(cache: Cache): Promise<Review | null> {
  try {
    return await readReview(cache);
  } catch (error) {
    if (isOpsdeckError(error) && error.code === 'CACHE_NOT_READY') return null;
    throw error;
  }
}
