import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import {
  type OrderDetail,
  type OrderEvent,
  orderEventSchema,
  type OrderRow,
} from '#contract/marketplace/order.ts';
import { orderMoveNames } from '#contract/marketplace/order-moves.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { microsColumn } from '../../../cache/micros-column.ts';
import { moneyWhereabouts } from '../money-whereabouts.ts';
import { moveHindrance } from '../move-hindrance.ts';
import { orderRow, orderRows } from './cached-order.ts';
import { orderFacts, orderFactsRow } from './order-facts.ts';

const restRow = z.object({
  duration_hours: z.int(),
  post_text: z.string(),
  post_link: z.string().nullable(),
  message_id: z.int().nullable(),
  views: z.int().nullable(),
  published_at: instantSchema.nullable(),
  commission_micros: microsColumn,
  refunded_micros: microsColumn,
});

const eventRow = z
  .object({
    at: z.int(),
    order_version: z.int(),
    kind: z.string(),
    from_status: z.string().nullable(),
    to_status: z.string().nullable(),
    actor_kind: z.string(),
    actor: z.string(),
    reason: z.string().nullable(),
  })
  .transform((event): OrderEvent =>
    orderEventSchema.parse({
      at: event.at,
      version: event.order_version,
      kind: event.kind,
      fromStatus: event.from_status,
      toStatus: event.to_status,
      actorKind: event.actor_kind,
      actor: event.actor,
      reason: event.reason,
    }),
  );

/**
 * An order with its timeline, where its money is, and which moves an operator can make.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND
 */
export async function getOrder(cache: CacheReads, id: OrderId): Promise<OrderDetail> {
  const [[order], [rest], [facts], timeline] = await cache.together<
    [OrderRow, z.output<typeof restRow>, z.output<typeof orderFactsRow>, OrderEvent]
  >([
    { sql: orderRows(sql`select ${id} as id`, true), row: orderRow },
    {
      sql: sql`select duration_hours, post_text, post_link, message_id, views, published_at, commission_micros, refunded_micros
        from orders where id = ${id}`,
      row: restRow,
    },
    { sql: orderFacts(sql`orders.id = ${id}`), row: orderFactsRow },
    {
      sql: sql`select at, order_version, kind, from_status, to_status, actor_kind, actor, reason
        from order_events where order_id = ${id} order by id`,
      row: eventRow,
    },
  ]);
  if (order === undefined || rest === undefined || facts === undefined)
    throw new OpsdeckError('ORDER_NOT_FOUND', { id: String(id) });
  const { currency } = order.price;
  const inMoney = (micros: bigint) => ({ micros: String(micros), currency });
  const where = moneyWhereabouts({
    status: order.status,
    priceMicros: facts.priceMicros,
    commissionMicros: BigInt(rest.commission_micros),
    refundedMicros: BigInt(rest.refunded_micros),
  });
  return {
    ...order,
    durationHours: rest.duration_hours,
    postText: rest.post_text,
    postLink: rest.post_link ?? madeLink(order.channel.username, rest.message_id),
    views: rest.views,
    publishedAt: rest.published_at,
    commission: inMoney(BigInt(rest.commission_micros)),
    money: {
      escrow: inMoney(where.escrow),
      editor: inMoney(where.editor),
      commission: inMoney(where.commission),
      refunded: inMoney(where.refunded),
    },
    timeline,
    moves: orderMoveNames.map((move) => ({ move, hindrance: moveHindrance(move, facts) })),
  };
}

function madeLink(username: string | null, messageId: number | null): string | null {
  return username === null || messageId === null ? null : `https://t.me/${username}/${messageId}`;
}
