import { and, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ChannelId, OrderId } from '#contract/ids.ts';
import { furthestDaysAhead, slotHoldingStatuses, slotOf, slotText } from '#contract/marketplace/slots.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { orders } from '../orders/schema.ts';
import { channelBlockedDays } from './schema.ts';

type Wanted = {
  readonly channelId: ChannelId;
  readonly scheduledAt: Date;
  /** The order that wants it, where there is one already. */
  readonly besides: OrderId | null;
};

/**
 * Passes when the slot that the instant is in is free in the channel, and stays free until the transaction ends: whoever asks for the
 * same slot meanwhile waits.
 *
 * @throws OpsdeckError SLOT_TAKEN when another order holds it, its editor sells nothing on that day, or it is too far away
 */
export async function requireFreeSlot(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  { channelId, scheduledAt, besides }: Wanted,
  now: Date,
): Promise<void> {
  const slot = slotOf(scheduledAt.getTime());
  const refuse = (why: string) => new OpsdeckError('SLOT_TAKEN', { slot: slotText(slot), why });
  if (scheduledAt.getTime() - now.getTime() > furthestDaysAhead * 86_400_000) {
    throw refuse(`nothing is sold more than ${furthestDaysAhead} days ahead`);
  }
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`slot:${workspaceId}:${channelId}:${slot.from}`}, 0))`,
  );
  const [blocked] = await transaction
    .select({ by: channelBlockedDays.blockedBy })
    .from(channelBlockedDays)
    .where(
      and(
        eq(channelBlockedDays.workspaceId, workspaceId),
        eq(channelBlockedDays.channelId, channelId),
        eq(channelBlockedDays.day, slot.day),
      ),
    );
  if (blocked !== undefined) throw refuse('the editor sells nothing on that day');
  const [taken] = await transaction
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.workspaceId, workspaceId),
        eq(orders.channelId, channelId),
        gte(orders.scheduledAt, new Date(slot.from)),
        lt(orders.scheduledAt, new Date(slot.until)),
        inArray(orders.status, [...slotHoldingStatuses]),
        ...(besides === null ? [] : [ne(orders.id, besides)]),
      ),
    )
    .limit(1);
  if (taken !== undefined) throw refuse(`order ${taken.id} has it`);
}
