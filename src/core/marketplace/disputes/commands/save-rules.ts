import { OpsdeckError } from '#contract/errors.ts';
import type { DisputeRuleSet } from '#contract/marketplace/dispute-rules.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { loadRules } from '../load-evidence.ts';
import { disputeRuleSets } from '../schema.ts';

export type SaveRulesInput = {
  /** The version that was seen. */
  readonly version: number;
  readonly rules: DisputeRuleSet;
  readonly reason: string;
};

/**
 * Makes these the rules from now on; what they were stays in the history. Disputes that are decided stay as they are.
 *
 * @throws OpsdeckError DISPUTE_RULES_CHANGED when somebody was faster
 */
export async function saveRules(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  by: string,
  { version, rules, reason }: SaveRulesInput,
  now: Date,
): Promise<{ version: number }> {
  const saved = await transaction
    .insert(disputeRuleSets)
    .values({
      workspaceId: workspace.id,
      version: version + 1,
      changedAt: now,
      changedBy: by,
      reason: reason.trim(),
      rules,
    })
    .onConflictDoNothing({ target: [disputeRuleSets.workspaceId, disputeRuleSets.version] })
    .returning({ version: disputeRuleSets.version });
  const [row] = saved;
  const { version: newest, changedBy } = await loadRules(transaction, workspace);
  if (row === undefined || newest !== version + 1)
    throw new OpsdeckError('DISPUTE_RULES_CHANGED', { by: changedBy ?? 'somebody' });
  return row;
}
