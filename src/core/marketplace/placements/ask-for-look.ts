import { sql } from 'drizzle-orm';
import type { OrderId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { placements } from './schema.ts';

/**
 * Makes the next look at an order's post due at once and puts it before all that are only due: a host that can reads it in the
 * next seconds, however many posts wait. Who asked earlier keeps their place.
 */
export async function askForLook(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  orderId: OrderId,
  at: Date,
): Promise<void> {
  await transaction
    .insert(placements)
    .values({ workspaceId: workspace.id, orderId, dueAt: at, askedAt: at })
    .onConflictDoUpdate({
      target: [placements.workspaceId, placements.orderId],
      set: {
        dueAt: sql`least(${placements.dueAt}, excluded.due_at)`,
        askedAt: sql`coalesce(${placements.askedAt}, excluded.asked_at)`,
      },
    });
}
