import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { lockCustomer } from '../../customers/lock-customer.ts';
import { recordAct } from '../../customers/record-act.ts';
import { overrideOf } from '../assess.ts';
import { recomputeRisk } from '../recompute-risk.ts';

/**
 * Ends an override: the score is computed again right after it, and the rules decide.
 *
 * @throws OpsdeckError NOT_FOUND, CUSTOMER_CHANGED, CUSTOMER_ACT_IMPOSSIBLE when nothing is pinned
 */
export async function endOverride(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  {
    customerId,
    version,
    reason,
  }: { readonly customerId: CustomerId; readonly version: number; readonly reason: string },
  now: Date,
): Promise<{ version: number }> {
  const customer = await lockCustomer(transaction, workspace, { customerId, version }, now);
  if (overrideOf(customer) === null) {
    const { name, state } = customer;
    throw new OpsdeckError('CUSTOMER_ACT_IMPOSSIBLE', { name, state, act: 'end the override' });
  }
  await recomputeRisk(transaction, workspace, [customerId], 'override');
  return recordAct(transaction, customer, {
    kind: 'override_ended',
    actor,
    at: now,
    reason,
    change: { riskOverride: null },
  });
}
