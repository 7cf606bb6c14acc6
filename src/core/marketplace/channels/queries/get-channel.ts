import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelId } from '#contract/ids.ts';
import {
  type Channel,
  type ChannelDetail,
  channelDetailSchema,
  type ChannelEvent,
  channelEventSchema,
} from '#contract/marketplace/channel.ts';
import { channelDecisions, decisionHindrance } from '#contract/marketplace/channel-decisions.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { microsColumn } from '../../../cache/micros-column.ts';
import { countOfChannel, statusCountsRow } from '../../orders/queries/count-by-status.ts';
import { channelRow, channelRows } from './cached-channel.ts';

const restRow = z.object({
  telegramId: z.union([z.int(), z.bigint()]).transform(String).nullable(),
  description: z.string(),
  stateReason: z.string().nullable(),
  measuredAt: instantSchema.nullable(),
  readAt: instantSchema.nullable(),
  isVerified: z.int().transform(Boolean),
  isScam: z.int().transform(Boolean),
  ownerState: z.string(),
});

const offerRow = z
  .object({
    id: z.int(),
    format: z.string(),
    state: z.string(),
    micros: microsColumn,
    currency: z.string(),
    durationHours: z.int(),
  })
  .transform(({ micros, currency, ...offer }): ChannelDetail['offers'][number] =>
    channelDetailSchema.shape.offers.element.parse({ ...offer, price: { micros, currency } }),
  );

/**
 * A channel with its listings, its orders by status, the decisions on record and those that can be made.
 *
 * @throws OpsdeckError NOT_FOUND
 */
export async function getChannel(cache: CacheReads, id: ChannelId): Promise<ChannelDetail> {
  const [[channel], [rest], offers, [counts], events] = await cache.together<
    [
      Channel,
      z.output<typeof restRow>,
      ChannelDetail['offers'][number],
      z.output<typeof statusCountsRow>,
      ChannelEvent,
    ]
  >([
    { sql: channelRows(sql`select ${id} as id, 1 as place`), row: channelRow },
    {
      sql: sql`select c.telegram_id as "telegramId", c.description, c.state_reason as "stateReason", c.measured_at as "measuredAt",
          c.read_at as "readAt", c.is_verified as "isVerified", c.is_scam as "isScam", o.state as "ownerState"
        from channels c join customers o on o.id = c.owner_id where c.id = ${id}`,
      row: restRow,
    },
    {
      sql: sql`select id, format, state, price_micros as micros, currency, duration_hours as "durationHours" from listings
        where channel_id = ${id} order by state, id`,
      row: offerRow,
    },
    {
      // From the sums: of all time, whatever of the orders is kept.
      sql: countOfChannel(id),
      row: statusCountsRow,
    },
    {
      sql: sql`select id, at, kind, from_state as "fromState", to_state as "toState", actor, reason from channel_events
        where channel_id = ${id} order by id`,
      row: channelEventSchema,
    },
  ]);
  if (channel === undefined || rest === undefined) {
    throw new OpsdeckError('NOT_FOUND', { what: `Channel ${id}` });
  }
  const { ownerState, ...facts } = rest;
  const standing = {
    state: channel.state,
    readProblem: channel.readProblem,
    ownerSuspended: ownerState === 'suspended',
  };
  return {
    ...channel,
    ...facts,
    offers,
    orders: orderStatuses.flatMap((status) => {
      const orders = counts?.[status] ?? 0;
      return orders > 0 ? [{ status, orders }] : [];
    }),
    events,
    decisions: channelDecisions.map((decision) => ({
      decision,
      hindrance: decisionHindrance(decision, standing),
    })),
  };
}
