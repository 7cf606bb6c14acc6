import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { orders } from '../../orders/schema.ts';
import { askForLook } from '../ask-for-look.ts';

/**
 * Asks for a look at an order's post, for an operator who waits for it.
 *
 * @throws OpsdeckError ORDER_NOT_FOUND, ORDER_MOVE_IMPOSSIBLE for an order that is neither published nor disputed
 */
export async function checkNow(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  orderId: OrderId,
  now: Date,
): Promise<void> {
  const [order] = await transaction
    .select({ status: orders.status })
    .from(orders)
    .where(and(eq(orders.workspaceId, workspace.id), eq(orders.id, orderId)))
    .for('share');
  if (order === undefined) throw new OpsdeckError('ORDER_NOT_FOUND', { id: String(orderId) });
  const { status } = order;
  if (status !== 'published' && status !== 'disputed')
    throw new OpsdeckError('ORDER_MOVE_IMPOSSIBLE', { id: String(orderId), status, move: 'check the post' });
  await askForLook(transaction, workspace, orderId, now);
}
