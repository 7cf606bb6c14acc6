import { eq, and } from 'drizzle-orm';
import type { UsageKind, UsageOutcome } from '#contract/account-details.ts';
import { standings, type Standing } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import type { Queryable } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { OperationResult } from '../../telegram/operation-result.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accounts, accountUsage } from '../schema.ts';
import { healthAfter, standingAfter } from '../standing.ts';

export type UsageRow = {
  readonly accountId: AccountId;
  readonly kind: Exclude<UsageKind, 'check'>;
  readonly actor: string;
  readonly reference?: { readonly kind: 'order' | 'channel'; readonly id: string };
  readonly outcome: UsageOutcome;
  readonly errorCode: string | null;
  readonly latencyMs: number;
};

/** One row of the usage log. For operations under a lease, `withAccountConnection` writes it. */
export async function recordUsage(workspace: Workspace, database: Queryable, row: UsageRow): Promise<void> {
  const { accountId, kind, actor, reference, outcome, errorCode, latencyMs } = row;
  await database.insert(accountUsage).values({
    workspaceId: workspace.id,
    accountId,
    kind,
    actor,
    referenceKind: reference?.kind ?? null,
    referenceId: reference?.id ?? null,
    outcome,
    errorCode,
    latencyMs: Math.round(latencyMs),
  });
}

/** Writes down that an operation was made, and what its failure says of the account: as a check that found the same. */
export async function recordOperation(
  workspace: Workspace,
  order: Pick<UsageRow, 'accountId' | 'kind' | 'actor' | 'reference'>,
  result: OperationResult<unknown>,
): Promise<void> {
  await inTransaction(workspace.database, async (transaction) => {
    await recordUsage(workspace, transaction, { ...order, ...usageOf(result), latencyMs: result.latencyMs });
    const where = and(eq(accounts.workspaceId, workspace.id), eq(accounts.id, order.accountId));
    const now = new Date();
    if (result.kind !== 'failed' || result.outcome === 'unreachable') {
      await transaction.update(accounts).set({ lastUsedAt: now }).where(where);
      return;
    }
    const { outcome, errorCode, floodWaitSeconds } = result;
    const [before] = await transaction
      .select({ standing: accounts.standing, health: accounts.health })
      .from(accounts)
      .where(where)
      .for('no key update');
    if (before === undefined) return;
    await transaction
      .update(accounts)
      .set({
        lastUsedAt: now,
        standing: standingAfter(before.standing, outcome),
        standingReason: errorCode,
        floodWaitUntil: floodWaitSeconds === null ? null : new Date(now.getTime() + floodWaitSeconds * 1000),
        health: healthAfter(before.health, outcome),
      })
      .where(where);
  });
}

function usageOf(result: OperationResult<unknown>): { outcome: UsageOutcome; errorCode: string | null } {
  switch (result.kind) {
    case 'done':
      return { outcome: 'done', errorCode: null };
    case 'refused':
      return { outcome: 'refused', errorCode: result.reason };
    case 'failed':
      return { outcome: result.outcome, errorCode: result.errorCode };
  }
}

const standingNames: ReadonlySet<string> = new Set(standings);

/** Whether an outcome of the usage log says how the account stands. */
export function isStanding(outcome: string): outcome is Standing {
  return standingNames.has(outcome);
}
