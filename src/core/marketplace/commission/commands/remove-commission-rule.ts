import { and, eq, gt, sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { CommissionRuleId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { commissionRules } from '../../ledger/schema.ts';

/**
 * Takes back a rule that has not begun. Once one has, orders were or may have been bought by it, and it stays.
 *
 * @throws OpsdeckError NOT_FOUND, COMMISSION_RULE_BEGAN
 */
export async function removeCommissionRule(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  id: CommissionRuleId,
  now: Date,
): Promise<{ removed: boolean }> {
  const own = and(eq(commissionRules.workspaceId, workspace.id), eq(commissionRules.id, id));
  const removed = await transaction
    .delete(commissionRules)
    // By the later of two clocks: an order on another host may be bought by it already.
    .where(and(own, gt(commissionRules.validFrom, sql`greatest(clock_timestamp(), ${now.toISOString()})`)))
    .returning({ id: commissionRules.id });
  if (removed.length > 0) return { removed: true };
  const [left] = await transaction.select({ id: commissionRules.id }).from(commissionRules).where(own);
  if (left === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Commission rule ${id}` });
  throw new OpsdeckError('COMMISSION_RULE_BEGAN', { id: String(id) });
}
