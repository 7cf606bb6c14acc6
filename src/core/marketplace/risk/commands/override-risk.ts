import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId } from '#contract/ids.ts';
import type { CustomerState } from '#contract/marketplace/customers.ts';
import type { RiskOverride } from '#contract/marketplace/risk.ts';
import { type Instant, instant } from '#contract/time.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { lockCustomer } from '../../customers/lock-customer.ts';
import { recordAct } from '../../customers/record-act.ts';
import { rulesInForce } from '../rules-in-force.ts';
import { judge } from '../state-by-risk.ts';

export type OverrideRiskInput = {
  readonly customerId: CustomerId;
  readonly version: number;
  readonly score: number | null;
  readonly state: CustomerState | null;
  /** Null: until it is ended. */
  readonly until: Instant | null;
  readonly reason: string;
};

const atOnce = new Date(0);

/**
 * Pins the score, the state or both, over what the rules say: at once, and at every computation until it is ended or its time is
 * over. It takes the place of an earlier override, and of an operator's suspension when it pins another state.
 *
 * @throws OpsdeckError NOT_FOUND, CUSTOMER_CHANGED, INVALID_INPUT when its time would be over already
 */
export async function overrideRisk(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { customerId, version, score, state, until, reason }: OverrideRiskInput,
  now: Date,
): Promise<{ version: number }> {
  if (until !== null && until <= now.getTime())
    throw new OpsdeckError('INVALID_INPUT', { problem: 'the override would be over already' });
  const customer = await lockCustomer(transaction, workspace, { customerId, version }, now);
  const { rules } = await rulesInForce({ id: workspace.id, database: transaction }, now);
  const override: RiskOverride = { score, state, until, reason, by: actor.name, at: instant(now) };
  const heldByOperator = state === null && customer.heldByOperator;
  // What was accepted before is beside the point now: this is the newer decision.
  const standing = { state: customer.state, heldByOperator, acceptedScore: null, override };
  const judged = judge(customer.riskScore, standing, rules, now.getTime());
  return recordAct(transaction, customer, {
    kind: 'overridden',
    actor,
    at: now,
    reason,
    details: { was: customer.riskScore, score: judged.score, override },
    change: {
      riskOverride: override,
      riskScore: judged.score,
      state: judged.state,
      heldByOperator,
      acceptedScore: null,
      riskDueAt: atOnce,
    },
  });
}
