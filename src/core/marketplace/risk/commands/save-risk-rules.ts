import { desc, eq, sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { RiskRules } from '#contract/marketplace/risk.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { riskRules } from '../schema.ts';

export type SaveRiskRulesInput = {
  /** The newest version that the operator knew; 0 when there was none. */
  readonly seen: number;
  readonly rules: RiskRules;
  /** Null is now. */
  readonly validFrom: Date | null;
  readonly reason: string;
};

/** Two who save at once are put one after the other: any number, as long as nobody else uses it. */
const savingLock = 7_420_011;

/**
 * Adds a version of the rules. Everybody's score is computed again once it begins, batch by batch, by whichever host runs.
 *
 * @throws OpsdeckError RISK_RULES_CHANGED when somebody saved others meanwhile, INVALID_INPUT for an instant that has passed
 */
export async function saveRiskRules(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  actor: Actor,
  { seen, rules, validFrom, reason }: SaveRiskRulesInput,
  now: Date,
): Promise<{ id: number }> {
  if (validFrom !== null && validFrom < now)
    throw new OpsdeckError('INVALID_INPUT', { problem: 'rules cannot begin in the past' });
  await transaction.execute(sql`select pg_advisory_xact_lock(${savingLock})`);
  const [newest] = await transaction
    .select({ id: riskRules.id, by: riskRules.createdBy, at: riskRules.createdAt })
    .from(riskRules)
    .where(eq(riskRules.workspaceId, workspaceId))
    .orderBy(desc(riskRules.id))
    .limit(1);
  if ((newest?.id ?? 0) !== seen) {
    const ago = newest === undefined ? 0 : Math.round((now.getTime() - newest.at.getTime()) / 1_000);
    throw new OpsdeckError('RISK_RULES_CHANGED', {
      by: newest?.by ?? 'somebody',
      secondsAgo: String(Math.max(0, ago)),
    });
  }
  const [saved] = await transaction
    .insert(riskRules)
    .values({
      workspaceId,
      validFrom: validFrom ?? now,
      createdAt: now,
      createdBy: actor.name,
      reason,
      rules,
    })
    .onConflictDoNothing({ target: [riskRules.workspaceId, riskRules.validFrom] })
    .returning({ id: riskRules.id });
  if (saved === undefined)
    throw new OpsdeckError('INVALID_INPUT', { problem: 'other rules begin at the same instant' });
  return { id: saved.id };
}
