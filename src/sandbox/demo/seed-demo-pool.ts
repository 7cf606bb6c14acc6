import { randomUUID } from 'node:crypto';
import type { Standing } from '#contract/accounts.ts';
import { type AccountId, type CheckRunId, checkRunIdSchema } from '#contract/ids.ts';
import {
  accountCheckItems,
  accountCheckRuns,
  accountChecks,
  accounts,
  accountSessions,
} from '#core/accounts/schema.ts';
import { sessionPurpose } from '#core/accounts/session-purpose.ts';
import { healthAfter, isChange, standingAfter } from '#core/accounts/standing.ts';
import { inTransaction } from '#core/backend/transaction.ts';
import { workspaceSettings } from '#core/settings/schema.ts';
import { parseSessionString } from '#core/telegram/session-string.ts';
import type { Vault } from '#core/vault/open-vault.ts';
import type { Workspace } from '#core/workspaces/workspace.ts';
import type { SandboxAccount } from '../accounts/account.ts';
import { seededRandom } from '../accounts/seeded-random.ts';
import { demoCheckSettings, inventJoinedChannels, inventLabels } from './demo-accounts.ts';
import { type PastCheck, pastChecks, pastRunTakesMs, pastRunTimes } from './demo-history.ts';

const dayMs = 86_400_000;

/**
 * Puts the sandbox's accounts into an empty pool, with three days of history, in one transaction. A pool that has accounts is
 * left as it is, so a demo that is started again goes on where it was. True when it seeded.
 */
export async function seedDemoPool(
  workspace: Workspace,
  vault: Vault,
  sandboxAccounts: readonly SandboxAccount[],
): Promise<boolean> {
  const now = Date.now();
  const random = seededRandom('demo pool');
  const runs = pastRunTimes(now).map((startedAt) => ({
    id: checkRunIdSchema.parse(randomUUID()),
    startedAt,
  }));
  return inTransaction(workspace.database, async (transaction) => {
    const known = await transaction.select({ id: accounts.id }).from(accounts).limit(1);
    if (known.length > 0) return false;
    await transaction
      .insert(workspaceSettings)
      .values({ workspaceId: workspace.id, settings: { accountChecks: demoCheckSettings } });
    await transaction.insert(accountCheckRuns).values(
      runs.map(({ id, startedAt }) => ({
        workspaceId: workspace.id,
        id,
        state: 'completed' as const,
        requestedBy: 'Administrator',
        startedAt: new Date(startedAt),
        finishedAt: new Date(startedAt + pastRunTakesMs(random)),
      })),
    );
    const seal = await vault.sealIn(transaction);
    for (const account of sandboxAccounts) {
      const history = pastChecks(account, random);
      const [inserted] = await transaction
        .insert(accounts)
        .values({
          workspaceId: workspace.id,
          phone: account.phone,
          displayName: `${account.firstName} ${account.lastName}`.trim(),
          username: account.username,
          joinedChannels: inventJoinedChannels(random),
          labels: inventLabels(random),
          addedAt: new Date(now - Math.floor((20 + 700 * random()) * dayMs)),
          ...knownFrom(history, runs),
        })
        .returning({ id: accounts.id });
      if (inserted === undefined) throw new Error('the new account was not returned');
      const session = parseSessionString(account.session);
      await transaction.insert(accountSessions).values({
        workspaceId: workspace.id,
        accountId: inserted.id,
        ciphertext: seal(session.session, sessionPurpose(workspace.id, inserted.id)),
        fingerprint: vault.fingerprint(session.fingerprint),
      });
      const checks = historyRows(workspace, inserted.id, history, runs);
      if (checks.length === 0) continue;
      await transaction.insert(accountCheckItems).values(
        checks.map((check) => ({
          workspaceId: workspace.id,
          runId: check.runId,
          accountId: check.accountId,
          outcome: check.outcome,
          changed: isChange(check.standingBefore, check.standingAfter),
          attempts: 1,
        })),
      );
      await transaction.insert(accountChecks).values(checks);
    }
    return true;
  });
}

type Run = { readonly id: CheckRunId; readonly startedAt: number };

/** What the pool knows of an account after its history. */
function knownFrom(history: readonly PastCheck[], runs: readonly Run[]) {
  let standing: Standing = 'unchecked';
  let standingReason: string | null = null;
  let health: number | null = null;
  for (const { outcome, errorCode } of history) {
    if (outcome !== 'unreachable') standingReason = errorCode;
    standing = standingAfter(standing, outcome);
    health = healthAfter(health, outcome);
  }
  const last = history.at(-1);
  const lastRun = last && runs[last.run];
  const lastCheckedAt = last && lastRun ? new Date(lastRun.startedAt + last.afterMs) : null;
  return {
    standing,
    standingReason,
    health,
    lastCheckedAt,
    lastUsedAt: lastCheckedAt,
    lastLatencyMs: last?.latencyMs ?? null,
  };
}

function historyRows(
  workspace: Workspace,
  accountId: AccountId,
  history: readonly PastCheck[],
  runs: readonly Run[],
) {
  let standing: Standing = 'unchecked';
  return history.flatMap(({ run, outcome, errorCode, latencyMs, afterMs }) => {
    const made = runs[run];
    if (made === undefined) return [];
    const standingBefore = standing;
    standing = standingAfter(standing, outcome);
    return {
      workspaceId: workspace.id,
      accountId,
      runId: made.id,
      checkedAt: new Date(made.startedAt + afterMs),
      outcome,
      errorCode,
      latencyMs,
      standingBefore,
      standingAfter: standing,
    };
  });
}
