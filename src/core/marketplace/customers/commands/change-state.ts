import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId } from '#contract/ids.ts';
import type { StateAct } from '#contract/marketplace/customer-acts.ts';
import type { CustomerEventKind, CustomerState } from '#contract/marketplace/customers.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { overrideOf } from '../../risk/assess.ts';
import { lockCustomer } from '../lock-customer.ts';
import { recordAct } from '../record-act.ts';

export type ChangeStateInput = {
  readonly customerId: CustomerId;
  readonly version: number;
  readonly act: StateAct;
  readonly reason: string;
};

const kinds: Readonly<Record<StateAct, CustomerEventKind>> = {
  suspend: 'suspended',
  reinstate: 'reinstated',
  clear: 'cleared',
};
/** From where. What the rules suspended can be suspended by an operator too: then no score ends it. */
const from: Readonly<Record<StateAct, readonly CustomerState[]>> = {
  suspend: ['active', 'flagged', 'suspended'],
  reinstate: ['suspended'],
  clear: ['flagged'],
};

/**
 * Suspends, reinstates, or takes a flag away. A suspension holds until an operator ends it. Whoever lets a customer go on accepts
 * the score as it is: only a higher one flags or suspends again. A state that was pinned is pinned no more.
 *
 * @throws OpsdeckError NOT_FOUND, CUSTOMER_CHANGED, CUSTOMER_ACT_IMPOSSIBLE
 */
export async function changeState(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { customerId, version, act, reason }: ChangeStateInput,
  now: Date,
): Promise<{ version: number }> {
  const customer = await lockCustomer(transaction, workspace, { customerId, version }, now);
  const suspends = act === 'suspend';
  if (!from[act].includes(customer.state) || (suspends && customer.heldByOperator)) {
    const { name, state } = customer;
    throw new OpsdeckError('CUSTOMER_ACT_IMPOSSIBLE', { name, state, act });
  }
  const endsOverride = overrideOf(customer)?.state != null;
  return recordAct(transaction, customer, {
    kind: kinds[act],
    actor,
    at: now,
    reason,
    change: {
      state: suspends ? 'suspended' : 'active',
      heldByOperator: suspends,
      acceptedScore: suspends ? null : customer.riskScore,
      ...(endsOverride ? { riskOverride: null } : {}),
    },
  });
}
