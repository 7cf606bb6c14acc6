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
import { instantSchema } from '#contract/time.ts';
import { backendError } from '../../../backend/backend-error.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { microsColumn } from '../../../cache/micros-column.ts';
import type { WorkspaceIn } from '../../../workspaces/workspace.ts';
import { orderDetail, type OrderRest } from '../order-detail.ts';
import { orderRow, orderRows } from './cached-order.ts';
import { daysKept } from './kept-orders.ts';
import { orderFacts, orderFactsRow } from './order-facts.ts';
import { orderEventsFromDatabase } from './order-events-from-database.ts';
import { orderFromDatabase } from './order-from-database.ts';

const restRow = z
  .object({
    duration_hours: z.int(),
    post_text: z.string(),
    post_link: z.string().nullable(),
    message_id: z.int().nullable(),
    views: z.int().nullable(),
    published_at: instantSchema.nullable(),
    commission_micros: microsColumn,
    refunded_micros: microsColumn,
  })
  .transform((row): OrderRest => ({
    durationHours: row.duration_hours,
    postText: row.post_text,
    postLink: row.post_link,
    messageId: row.message_id,
    views: row.views,
    publishedAt: row.published_at,
    commissionMicros: BigInt(row.commission_micros),
    refundedMicros: BigInt(row.refunded_micros),
  }));

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

const daysRow = z.object({ days: z.int().nullable() });
type Days = z.output<typeof daysRow>;

/**
 * An order with its timeline, where its money is, and which moves an operator can make: from the local copy. Where that keeps no
 * more of the order than its sums need, or not the beginning of its timeline, from the database; while that is away, the timeline
 * stays cut.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND, ORDER_NOT_KEPT when it would have to be read from the database, which is away
 */
export async function getOrder(cache: CacheReads, workspace: WorkspaceIn, id: OrderId): Promise<OrderDetail> {
  const [[order], [rest], [facts], timeline, [outside], [events]] = await cache.together<
    [OrderRow, OrderRest, z.output<typeof orderFactsRow>, OrderEvent, Days, Days]
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
    { sql: sql`select ${daysKept('orders')} as days from orders_outside where id = ${id}`, row: daysRow },
    { sql: sql`select ${daysKept('order_events')} as days`, row: daysRow },
  ]);
  if (order !== undefined && rest !== undefined && facts !== undefined) {
    const isCut = events !== undefined && events.days !== null && timeline[0]?.kind !== 'created';
    const whole = isCut ? await wholeTimeline(workspace, order) : null;
    return orderDetail({
      order,
      rest,
      facts,
      timeline: whole ?? timeline,
      timelineIsCut: isCut && whole === null,
      source: 'copy',
    });
  }
  const elsewhere = outside === undefined ? null : await readElsewhere(workspace, id, outside.days ?? 0);
  if (elsewhere === null) throw new OpsdeckError('ORDER_NOT_FOUND', { id: String(id) });
  return elsewhere;
}

/** Null while the database is away. What happened after the copy's state of the order is left to its next state. */
async function wholeTimeline(workspace: WorkspaceIn, order: OrderRow): Promise<OrderEvent[] | null> {
  try {
    const events = await orderEventsFromDatabase(workspace, order.id);
    return events.filter(({ version }) => version <= order.version);
  } catch (error) {
    if (backendError(error)?.code !== 'BACKEND_UNREACHABLE') throw error;
    return null;
  }
}

async function readElsewhere(workspace: WorkspaceIn, id: OrderId, days: number): Promise<OrderDetail | null> {
  try {
    return await orderFromDatabase(workspace, id);
  } catch (error) {
    if (backendError(error)?.code !== 'BACKEND_UNREACHABLE') throw error;
    throw new OpsdeckError('ORDER_NOT_KEPT', { id: String(id), days: String(days) }, { cause: error });
  }
}
