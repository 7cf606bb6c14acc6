import { and, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { OrderId } from '#contract/ids.ts';
import type { OrderDetail } from '#contract/marketplace/order.ts';
import { instant } from '#contract/time.ts';
import type { WorkspaceIn } from '../../../workspaces/workspace.ts';
import { channels } from '../../channels/schema.ts';
import { customers } from '../../customers/schema.ts';
import { orderDetail } from '../order-detail.ts';
import { orders } from '../schema.ts';
import { orderEventsFromDatabase } from './order-events-from-database.ts';

const advertisers = alias(customers, 'advertiser');
const editors = alias(customers, 'editor');
const optional = (date: Date | null) => (date === null ? null : instant(date.getTime()));

/**
 * An order that the local copy does not keep, from Postgres: the one place where a page reads a whole order there. Null when there is
 * none. What is not kept is finished, so that no wallet decides about it.
 *
 * @throws what the database throws while it is away
 */
export async function orderFromDatabase(
  { id: workspaceId, database }: WorkspaceIn,
  id: OrderId,
): Promise<OrderDetail | null> {
  const [found] = await database
    .select({ order: orders, advertiser: advertisers, editor: editors, channel: channels })
    .from(orders)
    .innerJoin(
      advertisers,
      and(eq(advertisers.workspaceId, workspaceId), eq(advertisers.id, orders.advertiserId)),
    )
    .innerJoin(editors, and(eq(editors.workspaceId, workspaceId), eq(editors.id, orders.editorId)))
    .innerJoin(channels, and(eq(channels.workspaceId, workspaceId), eq(channels.id, orders.channelId)))
    .where(and(eq(orders.workspaceId, workspaceId), eq(orders.id, id)));
  if (found === undefined) return null;
  const { order, advertiser, editor, channel } = found;
  return orderDetail({
    order: {
      id: order.id,
      version: order.version,
      status: order.status,
      advertiser: { id: advertiser.id, name: advertiser.name },
      editor: { id: editor.id, name: editor.name },
      channel: { id: channel.id, title: channel.title, username: channel.username },
      listingId: order.listingId,
      category: order.category,
      format: order.format,
      price: { micros: String(order.priceMicros), currency: order.currency },
      createdAt: instant(order.createdAt.getTime()),
      scheduledAt: optional(order.scheduledAt),
      expiresAt: optional(order.expiresAt),
    },
    rest: { ...order, publishedAt: optional(order.publishedAt) },
    facts: {
      status: order.status,
      priceMicros: order.priceMicros,
      anySideSuspended: advertiser.state === 'suspended' || editor.state === 'suspended',
      channelApproved: channel.state === 'approved',
      walletMicros: 0n,
    },
    timeline: await orderEventsFromDatabase({ id: workspaceId, database }, id),
    timelineIsCut: false,
    source: 'database',
  });
}
