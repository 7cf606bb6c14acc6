import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CustomerId } from '#contract/ids.ts';
import { type CustomerEvent, customerEventSchema } from '#contract/marketplace/customer-acts.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { jsonText } from '../../../cache/json-text.ts';

const detailsSchema = z.object({
  was: z.int().optional(),
  score: z.int().optional(),
  before: z.record(z.string(), z.string().nullable()).optional(),
});

const rowSchema = z
  .looseObject({ details: jsonText(detailsSchema).nullable() })
  .transform(({ details, ...event }): CustomerEvent =>
    customerEventSchema.parse({
      ...event,
      score:
        details?.was === undefined || details.score === undefined
          ? null
          : { was: details.was, is: details.score },
      before: details?.before ?? null,
    }),
  );

const counted = z.object({ total: z.int() });

/** What happened to a customer, the newest first, and how much there is of it. */
export async function customerTimeline(
  cache: CacheReads,
  { id, offset, limit }: { readonly id: CustomerId; readonly offset: number; readonly limit: number },
): Promise<{ rows: CustomerEvent[]; total: number }> {
  const [rows, [count]] = await cache.together<[CustomerEvent, z.output<typeof counted>]>([
    {
      sql: sql`select id, at, customer_version as version, kind, from_state as fromState, to_state as toState,
          actor_kind as actorKind, actor, reason, details
        from customer_events where customer_id = ${id} order by id desc limit ${limit} offset ${offset}`,
      row: rowSchema,
    },
    { sql: sql`select count(*) as total from customer_events where customer_id = ${id}`, row: counted },
  ]);
  return { rows, total: count?.total ?? 0 };
}
