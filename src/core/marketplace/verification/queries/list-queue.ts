import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CustomerId } from '#contract/ids.ts';
import {
  expiringWithinDays,
  type Verification,
  type VerificationFilter,
  type VerificationQueue,
  verificationQueues,
} from '#contract/marketplace/verification.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { verificationRow, verificationTables, verificationsWhere } from './cached-verification.ts';

type Input = {
  readonly queue: VerificationQueue;
  readonly filter: VerificationFilter;
  readonly offset: number;
  readonly limit: number;
};

const dayMs = 86_400_000;
const counted = z.object({ total: z.int() });

export function inQueue(queue: VerificationQueue, now: number): SQL {
  switch (queue) {
    case 'waiting':
      return sql`request.state = 'requested'`;
    case 'in_review':
      return sql`request.state = 'in_review'`;
    case 'decided':
      return sql`request.state in ('approved', 'rejected', 'withdrawn', 'expired')`;
    case 'expiring':
      return sql`request.state = 'approved' and request.valid_until < ${now + expiringWithinDays * dayMs}`;
  }
}

export const queueOrders: Readonly<Record<VerificationQueue, SQL>> = {
  waiting: sql`request.priority = 'high' desc, request.requested_at, request.id`,
  in_review: sql`request.claimed_at, request.id`,
  decided: sql`request.decided_at desc, request.id desc`,
  expiring: sql`request.valid_until, request.id`,
};

/** One page of a queue, and how many requests are in it. */
export async function listQueue(
  cache: CacheReads,
  { queue, filter, offset, limit }: Input,
  now: number,
): Promise<{ rows: Verification[]; total: number }> {
  const matching = sql`${inQueue(queue, now)} and ${matchingRequests(filter)}`;
  const [rows, [count]] = await cache.together<[Verification, z.output<typeof counted>]>([
    {
      sql: sql`${verificationsWhere(matching, queueOrders[queue])} limit ${limit} offset ${offset}`,
      row: verificationRow,
    },
    { sql: sql`select count(*) as total from ${verificationTables} where ${matching}`, row: counted },
  ]);
  return { rows, total: count?.total ?? 0 };
}

export function matchingRequests({ search, kinds, states }: VerificationFilter): SQL {
  const text = search.trim();
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const found =
    number === undefined
      ? sql`(${containsText(sql`customers.name`, text)} or ${containsText(sql`coalesce(request.label, '')`, text)})`
      : sql`(request.id = ${Number(number)} or request.customer_id = ${Number(number)})`;
  return sql.join(
    [
      sql`true`,
      ...(kinds.length === 0 ? [] : [sql`request.kind in ${[...kinds]}`]),
      ...(states.length === 0 ? [] : [sql`request.state in ${[...states]}`]),
      ...(text === '' ? [] : [found]),
    ],
    sql` and `,
  );
}

const oldestRow = z.object({ oldest: instantSchema.nullable() });

/** How many requests are in each queue, and since when the oldest one waits. */
export async function countQueues(cache: CacheReads, now: number) {
  const count = (queue: VerificationQueue) => ({
    sql: sql`select count(*) as total from verification_requests as request where ${inQueue(queue, now)}`,
    row: counted,
  });
  const [waiting, inReview, decided, expiring] = verificationQueues;
  type Counted = z.output<typeof counted>;
  const [[first], [second], [third], [fourth], [oldest]] = await cache.together<
    [Counted, Counted, Counted, Counted, z.output<typeof oldestRow>]
  >([
    count(waiting),
    count(inReview),
    count(decided),
    count(expiring),
    {
      sql: sql`select min(requested_at) as oldest from verification_requests where state = 'requested'`,
      row: oldestRow,
    },
  ]);
  return {
    waiting: first?.total ?? 0,
    in_review: second?.total ?? 0,
    decided: third?.total ?? 0,
    expiring: fourth?.total ?? 0,
    oldestWaiting: oldest?.oldest ?? null,
  };
}

/** Every request of a customer, the newest first. */
export function customerVerifications(cache: CacheReads, customerId: CustomerId): Promise<Verification[]> {
  return cache.rows(
    verificationsWhere(sql`request.customer_id = ${customerId}`, sql`request.id desc`),
    verificationRow,
  );
}
