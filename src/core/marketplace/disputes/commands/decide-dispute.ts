import { OpsdeckError } from '#contract/errors.ts';
import type { DisputeId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { explainMoney } from '../explain-decision.ts';
import { gatherFacts } from '../gather-facts.ts';
import { loadEvidence } from '../load-evidence.ts';
import { lockDispute } from '../lock-dispute.ts';
import { divide, resolveDispute } from '../resolve-dispute.ts';

export type DecideDisputeInput = {
  readonly disputeId: DisputeId;
  /** The version of the dispute that was seen. */
  readonly version: number;
  /** What goes back to the advertiser: nothing releases, the whole price refunds. */
  readonly givenBackMicros: bigint;
  readonly reason: string;
};

/**
 * An operator's decision, of any amount, with a reason. Of several that decide at once, rules included, the first wins.
 *
 * @throws OpsdeckError DISPUTE_NOT_FOUND, DISPUTE_RESOLVED, DISPUTE_CHANGED, INVALID_INPUT, ORDER_REASON_MISSING
 */
export async function decideDispute(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { disputeId, version, givenBackMicros, reason }: DecideDisputeInput,
  now: Date,
): Promise<{ version: number; orderVersion: number }> {
  const locked = await lockDispute(transaction, workspace, { disputeId, version });
  if (reason.trim() === '') throw new OpsdeckError('ORDER_REASON_MISSING', { move: 'decide the dispute' });
  const { order } = locked;
  if (givenBackMicros < 0n || givenBackMicros > order.priceMicros)
    throw new OpsdeckError('INVALID_INPUT', { problem: 'more would be given back than was paid' });
  const facts = gatherFacts(await loadEvidence(transaction, workspace, locked), now.getTime());
  const explanation = `${reason.trim()} ${explainMoney(divide(order, givenBackMicros))}`;
  return resolveDispute(
    transaction,
    workspace,
    actor,
    locked,
    { givenBackMicros, explanation, rule: null, facts },
    now,
  );
}
