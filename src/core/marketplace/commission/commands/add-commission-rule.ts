import { OpsdeckError } from '#contract/errors.ts';
import type { CommissionRuleId } from '#contract/ids.ts';
import type { Category } from '#contract/marketplace/channels.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { commissionRules } from '../../ledger/schema.ts';

export type AddCommissionRuleInput = {
  /** Null: every category without a rule of its own. */
  readonly category: Category | null;
  readonly ratePpm: number;
  /** Null is now. */
  readonly validFrom: Date | null;
};

/**
 * Adds a rule for the orders that are bought from an instant on. Earlier orders keep what was agreed.
 *
 * @throws OpsdeckError INVALID_INPUT for an instant that has passed, or one at which another rule of that category begins
 */
export async function addCommissionRule(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  actor: Actor,
  { category, ratePpm, validFrom }: AddCommissionRuleInput,
  now: Date,
): Promise<{ id: CommissionRuleId }> {
  if (validFrom !== null && validFrom < now)
    throw new OpsdeckError('INVALID_INPUT', { problem: 'a rule cannot begin in the past' });
  const [added] = await transaction
    .insert(commissionRules)
    .values({
      workspaceId,
      category,
      ratePpm,
      validFrom: validFrom ?? now,
      createdAt: now,
      createdBy: actor.name,
    })
    // There is one other key: category and instant.
    .onConflictDoNothing()
    .returning({ id: commissionRules.id });
  if (added === undefined)
    throw new OpsdeckError('INVALID_INPUT', { problem: 'another rule begins at the same instant' });
  return added;
}
