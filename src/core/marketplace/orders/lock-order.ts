import { and, asc, eq, gt } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { orderEvents, orders } from './schema.ts';

export type Order = typeof orders.$inferSelect;

type Seen = {
  readonly orderId: OrderId;
  readonly version: number;
  /** Looks at the post alone take nothing away from what is decided: a dispute has them as its evidence. */
  readonly despiteLooks?: boolean;
};

/**
 * The order as whoever decides has seen it, theirs alone until the transaction ends.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND, or ORDER_CHANGED with who was faster, when, and what they did
 */
export async function lockOrder(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  { orderId, version, despiteLooks = false }: Seen,
  now: Date,
): Promise<Order> {
  const [order] = await transaction
    .select()
    .from(orders)
    .where(and(eq(orders.workspaceId, workspace.id), eq(orders.id, orderId)))
    .for('update')
    .prepare('order_lock')
    .execute();
  if (order === undefined) throw new OpsdeckError('ORDER_NOT_FOUND', { id: String(orderId) });
  if (order.version === version) return order;
  const since = await eventsSince(transaction, order, version);
  if (despiteLooks && since.length > 0 && since.every(({ kind }) => kind === 'checked')) return order;
  throw changedMeanwhile(order, since, now);
}

type Event = typeof orderEvents.$inferSelect;

function eventsSince(transaction: Transaction, order: Order, version: number): Promise<Event[]> {
  return transaction
    .select()
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.workspaceId, order.workspaceId),
        eq(orderEvents.orderId, order.id),
        gt(orderEvents.orderVersion, version),
      ),
    )
    .orderBy(asc(orderEvents.id));
}

function changedMeanwhile(order: Order, since: readonly Event[], now: Date): OpsdeckError<'ORDER_CHANGED'> {
  const last = since.at(-1);
  const secondsAgo =
    last === undefined ? 0 : Math.max(0, Math.round((now.getTime() - last.at.getTime()) / 1_000));
  return new OpsdeckError('ORDER_CHANGED', {
    id: String(order.id),
    by: last?.actor ?? 'somebody',
    secondsAgo: String(secondsAgo),
    what: since.length === 0 ? `it is ${order.status} now` : since.map(inWords).join(', then '),
  });
}

function inWords({ kind, fromStatus, toStatus, details, reason }: Event): string {
  if (kind === 'checked') return `looked at (${reason ?? 'no result'})`;
  if (fromStatus !== null && toStatus !== null) return `${fromStatus} became ${toStatus}`;
  const fields = Object.keys(details ?? {});
  return fields.length === 0 ? 'its details were edited' : `edited (${fields.join(', ')})`;
}

/** Now, but never before what the order has behind it, whatever the clocks of two hosts say. */
export function notBefore(order: Order, now: Date): Date {
  const behind = [order.createdAt, order.submittedAt, order.confirmedAt, order.publishedAt];
  return new Date(Math.max(now.getTime(), ...behind.map((date) => date?.getTime() ?? 0)));
}
