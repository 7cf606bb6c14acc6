import { and, asc, eq } from 'drizzle-orm';
import type { OrderId } from '#contract/ids.ts';
import type { OrderEvent } from '#contract/marketplace/order.ts';
import { instant } from '#contract/time.ts';
import type { WorkspaceIn } from '../../../workspaces/workspace.ts';
import { orderEvents } from '../schema.ts';

/**
 * The whole timeline of an order from Postgres, the newest last: what the local copy keeps of it can lack its beginning.
 *
 * @throws what the database throws while it is away
 */
export async function orderEventsFromDatabase(
  { id: workspaceId, database }: WorkspaceIn,
  id: OrderId,
): Promise<OrderEvent[]> {
  const events = await database
    .select()
    .from(orderEvents)
    .where(and(eq(orderEvents.workspaceId, workspaceId), eq(orderEvents.orderId, id)))
    .orderBy(asc(orderEvents.id));
  return events.map((event) => ({
    at: instant(event.at.getTime()),
    version: event.orderVersion,
    kind: event.kind,
    fromStatus: event.fromStatus,
    toStatus: event.toStatus,
    actorKind: event.actorKind,
    actor: event.actor,
    reason: event.reason,
  }));
}
