import { and, desc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Category } from '#contract/marketplace/channels.ts';
import type { WorkspaceIn } from '../../workspaces/workspace.ts';
import { commissionRules } from './schema.ts';

const partsInAll = 1_000_000n;

/** The platform's part of a price: rounded down, so that the editor never gets less than theirs. */
export function commissionOf(priceMicros: bigint, ratePpm: number): bigint {
  return (priceMicros * BigInt(ratePpm)) / partsInAll;
}

/**
 * The rate in force at an instant, in parts per million: of the category's newest rule that began by then, or else of the newest
 * without a category. Zero while there is none.
 */
export async function rateInForce(workspace: WorkspaceIn, category: Category, at: Date): Promise<number> {
  const [rule] = await workspace.database
    .select({ ratePpm: commissionRules.ratePpm })
    .from(commissionRules)
    .where(
      and(
        eq(commissionRules.workspaceId, workspace.id),
        lte(commissionRules.validFrom, at),
        or(eq(commissionRules.category, category), isNull(commissionRules.category)),
      ),
    )
    .orderBy(sql`${commissionRules.category} is null`, desc(commissionRules.validFrom))
    .limit(1);
  return rule?.ratePpm ?? 0;
}
