import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type ChannelId, orderIdSchema } from '#contract/ids.ts';
import type { CalendarDay } from '#contract/marketplace/listing.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { furthestDaysAhead, slotHoldingStatuses, slotOf, slotsPerDay } from '#contract/marketplace/slots.ts';
import type { CacheReads } from '../../../cache/cache.ts';

const dayMs = 86_400_000;
/** Looked for among the orders that were made up to then before: the index is by that, and a draft is older than its submission. */
const createdBeforeMs = (furthestDaysAhead + 30) * dayMs;

const heldRow = z.object({ id: orderIdSchema, status: z.enum(orderStatuses), at: z.int() });
const blockedRow = z.object({ day: z.string() });

/** The days of a channel from a day on (UTC): its slots with the orders that hold them, and what its editor has blocked. */
export async function channelCalendar(
  cache: CacheReads,
  input: { readonly channelId: ChannelId; readonly from: string; readonly days: number },
): Promise<CalendarDay[]> {
  const from = Date.parse(`${input.from}T00:00:00Z`);
  const until = from + input.days * dayMs;
  const [held, blocked] = await cache.together<[z.output<typeof heldRow>, z.output<typeof blockedRow>]>([
    {
      sql: sql`select id, status, scheduled_at as at from orders indexed by orders_by_channel
        where channel_id = ${input.channelId} and created_at >= ${from - createdBeforeMs} and created_at < ${until}
          and scheduled_at >= ${from} and scheduled_at < ${until}
          and status in ${[...slotHoldingStatuses]} order by scheduled_at desc, id desc`,
      row: heldRow,
    },
    {
      sql: sql`select day from channel_blocked_days where channel_id = ${input.channelId}`,
      row: blockedRow,
    },
  ]);
  // The earliest of a slot comes last and stays: from before slots were kept there may be more than one.
  const bySlot = new Map(
    held.map(({ id, status, at }) => {
      const { day, index } = slotOf(at);
      return [`${day} ${index}`, { orderId: id, status }];
    }),
  );
  const blockedDays = new Set(blocked.map(({ day }) => day));
  return Array.from({ length: input.days }, (_, place) => {
    const { day } = slotOf(from + place * dayMs);
    const slots = Array.from(
      { length: slotsPerDay },
      (_slot, index) => bySlot.get(`${day} ${index}`) ?? null,
    );
    return { day, blocked: blockedDays.has(day), slots };
  });
}
