import type { CustomerId } from '#contract/ids.ts';
import type { RiskCause } from '#contract/marketplace/risk.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { riskRequests } from './schema.ts';

/**
 * Has the scores of these customers computed again, because of something that this transaction does. The request is committed
 * with it and carried out right after it by the risk runner of any host, once, whatever is killed in between. So the
 * transaction waits for no customer's row, and the computation sees everything that was committed by then.
 */
export async function recomputeRisk(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  customerIds: readonly CustomerId[],
  cause: RiskCause,
): Promise<void> {
  const rows = [...new Set(customerIds)].map((customerId) => ({ workspaceId, customerId, cause }));
  if (rows.length > 0) await transaction.insert(riskRequests).values(rows);
}
