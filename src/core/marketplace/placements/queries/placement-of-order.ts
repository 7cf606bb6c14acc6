import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { OrderId } from '#contract/ids.ts';
import { placementOutcomes } from '#contract/marketplace/placements.ts';
import { type Placement, placementCheckSchema } from '#contract/placements.ts';
import { instantSchema } from '#contract/time.ts';
import { booleanColumn } from '../../../cache/boolean-column.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { differenceOf } from '../compare-texts.ts';
import { cachedLooksThatCount } from '../looks-that-count.ts';
import { timeUp } from '../time-up.ts';

const orderRow = z.object({
  post_text: z.string(),
  message_id: z.int().nullable(),
  published_at: z.int().nullable(),
  expires_at: z.int().nullable(),
  due_at: instantSchema.nullable(),
});

const checkRow = z.object({
  id: z.int(),
  at: instantSchema,
  account_id: z.int().nullable(),
  edited_at: z.int().nullable(),
  views: z.int().nullable(),
  forwards: z.int().nullable(),
  similarity: z.int().nullable(),
  link_missing: booleanColumn.nullable(),
  outcome: z.enum(placementOutcomes),
  problem: z.string().nullable(),
  text_hash: z.string().nullable(),
  text: z.string().nullable(),
  counts: booleanColumn,
});

/** So many looks are shown; a post of a month has about a hundred and thirty. */
const most = 500;

/** The looks at an order's post, with what they come to. An order without any has none. */
export async function placementOfOrder(cache: CacheReads, orderId: OrderId): Promise<Placement> {
  const [[order], checks] = await cache.together<[z.output<typeof orderRow>, z.output<typeof checkRow>]>([
    {
      sql: sql`select o.post_text, o.message_id, o.published_at, o.expires_at, p.due_at
        from orders o left join placements p on p.order_id = o.id where o.id = ${orderId}`,
      row: orderRow,
    },
    {
      sql: sql`select p.id, p.at, p.account_id, p.edited_at, p.views, p.forwards, p.similarity, p.link_missing, p.outcome,
          p.problem, p.text_hash, p.text, (o.id is null or ${cachedLooksThatCount}) as counts
        from placement_checks p left join orders o on o.id = p.order_id
        where p.order_id = ${orderId} order by p.at desc, p.id desc limit ${most}`,
      row: checkRow,
    },
  ]);
  const term =
    order === undefined || order.published_at === null || order.expires_at === null
      ? null
      : { publishedAt: order.published_at, expiresAt: order.expires_at };
  const time =
    term === null
      ? null
      : timeUp(
          checks.filter(({ counts }) => counts),
          term,
        );
  return {
    dueAt: order?.due_at ?? null,
    messageId: order?.message_id ?? null,
    upMinutes: time?.upMinutes ?? null,
    termMinutes: time?.termMinutes ?? null,
    checks: checks.map((check) =>
      placementCheckSchema.parse({
        id: check.id,
        at: check.at,
        outcome: check.outcome,
        accountId: check.account_id,
        views: check.views,
        forwards: check.forwards,
        editedAt: check.edited_at,
        similarityPercent: check.similarity,
        linkMissing: check.link_missing,
        problem: check.problem,
        counts: check.counts,
        textHash: check.text_hash,
        difference:
          check.text === null || (check.similarity === 100 && check.link_missing !== true)
            ? null
            : differenceOf(order?.post_text ?? '', check.text),
      }),
    ),
    views: checks.flatMap(({ at, views }) => (views === null ? [] : [{ at, views }])).toReversed(),
  };
}
