import { and, asc, eq, lte } from 'drizzle-orm';
import { isOpsdeckError } from '#contract/errors.ts';
import type { DisputeId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { escalateDispute } from '../commands/escalate-dispute.ts';
import { explainDecision } from '../explain-decision.ts';
import { gatherFacts } from '../gather-facts.ts';
import { loadEvidence, loadRules } from '../load-evidence.ts';
import { lockDispute } from '../lock-dispute.ts';
import { divide, resolveDispute } from '../resolve-dispute.ts';
import { disputes } from '../schema.ts';
import { givenBackFor } from '../share-price.ts';
import { matchingRule, weighRules } from '../weigh-rules.ts';
import { waitsUntil } from './patience.ts';

export type Weighed = {
  readonly disputeId: DisputeId;
  readonly end: 'decided' | 'escalated' | 'waits' | 'gone';
};

/** As the timeline names the rules. */
export const rulesActor: Actor = { mover: 'job', name: 'Dispute rules' };

/**
 * Lets the rules look at the open dispute whose turn it is; null when none is. Everything is in one transaction: killed in the
 * middle, or overtaken by an operator, it did nothing.
 */
export async function weighNextDispute(workspace: Workspace, now: Date): Promise<Weighed | null> {
  return inTransaction(workspace.database, async (transaction) => {
    const [next] = await transaction
      .select({ id: disputes.id })
      .from(disputes)
      .where(
        and(eq(disputes.workspaceId, workspace.id), eq(disputes.state, 'open'), lte(disputes.lookAt, now)),
      )
      .orderBy(asc(disputes.lookAt))
      .limit(1);
    return next === undefined ? null : weighDispute(transaction, workspace, next.id, now);
  });
}

/** Lets the rules look at one dispute, if it is open: they decide, hand it to a person, or wait for evidence. */
export async function weighDispute(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  disputeId: DisputeId,
  now: Date,
): Promise<Weighed> {
  const locked = await lockDispute(transaction, workspace, { disputeId, version: null }).catch(
    (error: unknown) => {
      if (isOpsdeckError(error) && error.code === 'DISPUTE_RESOLVED') return null;
      throw error;
    },
  );
  if (locked === null || locked.dispute.state !== 'open') return { disputeId, end: 'gone' };
  const { dispute, order } = locked;
  const { version, rules } = await loadRules(transaction, workspace);
  const evidence = await loadEvidence(transaction, workspace, locked);
  const facts = gatherFacts(evidence, now.getTime());
  const matched = matchingRule(weighRules(rules, facts));
  if (matched === null) {
    const until = waitsUntil(evidence.looks, dispute.openedAt, rules.patienceMinutes, now);
    if (until !== null) {
      await transaction
        .update(disputes)
        .set({ lookAt: until })
        .where(and(eq(disputes.workspaceId, workspace.id), eq(disputes.id, disputeId)));
      return { disputeId, end: 'waits' };
    }
  }
  if (matched === null || matched.rule.outcome === 'escalate') {
    const text =
      matched === null
        ? 'No rule decides this: a person has to.'
        : `Rule “${matched.rule.name}” asks for a person.`;
    await escalateDispute(transaction, workspace, rulesActor, locked, { text, facts }, now);
    return { disputeId, end: 'escalated' };
  }
  const { outcome } = matched.rule;
  const givenBackMicros =
    outcome === 'release'
      ? 0n
      : outcome === 'refund'
        ? order.priceMicros
        : givenBackFor(order.priceMicros, facts.upMinutes ?? 0, facts.termMinutes);
  await resolveDispute(
    transaction,
    workspace,
    rulesActor,
    locked,
    {
      givenBackMicros,
      explanation: explainDecision(matched, facts, divide(order, givenBackMicros)),
      rule: { name: matched.rule.name, version },
      facts,
    },
    now,
  );
  return { disputeId, end: 'decided' };
}
