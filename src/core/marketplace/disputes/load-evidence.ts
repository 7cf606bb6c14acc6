import { and, asc, desc, eq } from 'drizzle-orm';
import {
  type DisputeRuleSet,
  disputeRuleSetSchema,
  usualDisputeRules,
} from '#contract/marketplace/dispute-rules.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { looksThatCount } from '../placements/looks-that-count.ts';
import { placementChecks } from '../placements/schema.ts';
import type { Evidence } from './gather-facts.ts';
import type { Dispute, DisputedOrder } from './lock-dispute.ts';
import { disputeRuleSets } from './schema.ts';

/** All that is known of the post of a disputed order. */
export async function loadEvidence(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  { dispute, order }: { readonly dispute: Pick<Dispute, 'reason'>; readonly order: DisputedOrder },
): Promise<Evidence> {
  const looks = await transaction
    .select({
      at: placementChecks.at,
      outcome: placementChecks.outcome,
      similarityPercent: placementChecks.similarity,
      linkMissing: placementChecks.linkMissing,
    })
    .from(placementChecks)
    .where(
      and(
        eq(placementChecks.workspaceId, workspaceId),
        eq(placementChecks.orderId, order.id),
        looksThatCount(order.messageId),
      ),
    )
    .orderBy(asc(placementChecks.id));
  const { publishedAt, expiresAt } = order;
  if (publishedAt === null || expiresAt === null) throw new Error('a disputed order was never published');
  return {
    reason: dispute.reason,
    publishedAt: publishedAt.getTime(),
    expiresAt: expiresAt.getTime(),
    looks: looks.map(({ at, ...look }) => ({ ...look, at: at.getTime() })),
  };
}

/** The rules in force and their version; 0 while nobody has changed them. */
export async function loadRules(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
): Promise<{ version: number; changedBy: string | null; rules: DisputeRuleSet }> {
  const [newest] = await transaction
    .select()
    .from(disputeRuleSets)
    .where(eq(disputeRuleSets.workspaceId, workspaceId))
    .orderBy(desc(disputeRuleSets.version))
    .limit(1);
  if (newest === undefined) return { version: 0, changedBy: null, rules: usualDisputeRules };
  const { version, changedBy, rules } = newest;
  return { version, changedBy, rules: disputeRuleSetSchema.parse(rules) };
}
