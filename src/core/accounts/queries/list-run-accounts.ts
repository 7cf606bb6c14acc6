import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type {
  accountChecksContract,
  CheckRunAccount,
  CheckRunAccountChoice,
} from '#contract/account-checks.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accountCheckItems, accountChecks, accounts } from '../schema.ts';
import { getCheckRun } from './list-check-runs.ts';

type Input = z.output<typeof accountChecksContract.checkRunAccounts.input>;

/**
 * One page of the accounts of a run that have a result, by ID; also those that left the pool since.
 * @throws OpsdeckError NOT_FOUND
 */
export async function listRunAccounts(
  workspace: Workspace,
  { runId, only, offset, limit }: Input,
): Promise<{ rows: CheckRunAccount[]; total: number }> {
  const { checked, changed, failed } = await getCheckRun(workspace, runId);
  const totals: Readonly<Record<CheckRunAccountChoice, number>> = {
    all: checked,
    changed,
    unreachable: failed,
  };
  const rows = await workspace.database
    .select({
      accountId: accountCheckItems.accountId,
      displayName: accounts.displayName,
      phone: accounts.phone,
      inPool: sql<boolean>`${accounts.removedAt} is null`,
      outcome: accountCheckItems.outcome,
      errorCode: accountChecks.errorCode,
      standingBefore: accountChecks.standingBefore,
      standingAfter: accountChecks.standingAfter,
      latencyMs: accountChecks.latencyMs,
      reachedSince: sql<boolean>`exists (
        select from account_checks later
        where later.workspace_id = ${accountCheckItems.workspaceId}
          and later.account_id = ${accountCheckItems.accountId}
          and later.checked_at > ${accountChecks.checkedAt} and later.outcome <> 'unreachable')`,
    })
    .from(accountCheckItems)
    .innerJoin(
      accounts,
      and(
        eq(accounts.workspaceId, accountCheckItems.workspaceId),
        eq(accounts.id, accountCheckItems.accountId),
      ),
    )
    .leftJoin(
      accountChecks,
      and(
        eq(accountChecks.workspaceId, accountCheckItems.workspaceId),
        eq(accountChecks.accountId, accountCheckItems.accountId),
        eq(accountChecks.runId, accountCheckItems.runId),
      ),
    )
    .where(
      and(
        eq(accountCheckItems.workspaceId, workspace.id),
        eq(accountCheckItems.runId, runId),
        isNotNull(accountCheckItems.outcome),
        only === 'changed' ? eq(accountCheckItems.changed, true) : undefined,
        only === 'unreachable' ? eq(accountCheckItems.outcome, 'unreachable') : undefined,
      ),
    )
    .orderBy(asc(accountCheckItems.accountId))
    .limit(limit)
    .offset(offset);
  return {
    total: totals[only],
    rows: rows.flatMap(({ outcome, ...row }) => (outcome === null ? [] : [{ ...row, outcome }])),
  };
}
