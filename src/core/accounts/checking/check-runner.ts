import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceSettings } from '#contract/settings.ts';
import type { Logger } from '../../logging/logger.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { AccountEvents } from '../account-events.ts';
import { purgeRemovedSessions } from '../commands/remove-accounts.ts';
import { checkAccount } from './check-account.ts';
import { type ClaimedAccount, claimAccounts } from './claim-accounts.ts';
import { completeRuns } from './complete-runs.ts';
import { coversOperation, leaseDurationMs } from '../leases/lease.ts';
import { type LeaseHolder, releaseOwnLeases } from '../leases/lease-holder.ts';
import { renewLeases } from '../leases/renew-leases.ts';
import { createPace } from './pace.ts';
import { recordResults } from './record-results.ts';
import { createResultWriter } from './result-writer.ts';

type Dependencies = {
  readonly workspace: Workspace;
  readonly holder: LeaseHolder;
  readonly vault: Vault;
  readonly driver: TelegramDriver;
  readonly readPoolSettings: () => Promise<WorkspaceSettings['accountChecks']>;
  readonly events: AccountEvents;
  readonly logger: Logger;
};

export type CheckRunner = {
  /** Lets the checks under way finish and be recorded (within their deadline) and claims nothing more. */
  stop(): Promise<void>;
};

/** How often an idle host looks for work that another console ordered, in milliseconds. */
const idlePollMs = 2_000;

/**
 * Makes the checks that the database says are wanted. All its state is there: killed at any instant, it or any other host goes
 * on where it was, and at most the accounts under way are checked again.
 */
export function startCheckRunner(dependencies: Dependencies): CheckRunner {
  const { workspace, holder, readPoolSettings, events, logger } = dependencies;
  const stopping = new AbortController();
  const { signal } = stopping;
  const pace = createPace();
  const underWay = new Set<Promise<void>>();

  const writer = createResultWriter(async (batch) => {
    await recordResults(workspace, batch);
    await completeRuns(workspace);
    events.changed();
  }, logger);

  async function pause(ms: number): Promise<void> {
    if (ms <= 0 || signal.aborted) return;
    // Being woken to stop is what the signal is for.
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }

  function begin(claimed: ClaimedAccount, deadlineMs: number): void {
    const work = checkAccount(dependencies, claimed, deadlineMs)
      .then((checked) => writer.add(checked))
      .catch((error: unknown) => {
        // Its lease runs out and the account is taken up again.
        logger.error({ err: error, accountId: claimed.accountId }, 'a check ended without a result');
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  /** The account under a lease that outlasts its check; null when it waited too long and another host has it now. */
  async function withLease(claimed: ClaimedAccount, deadlineMs: number): Promise<ClaimedAccount | null> {
    if (coversOperation(claimed.lease, deadlineMs, performance.now())) return claimed;
    const [lease] = await renewLeases(workspace, [claimed.lease], leaseDurationMs(deadlineMs));
    return lease === undefined ? null : { ...claimed, lease };
  }

  /** Claims the next accounts and begins them as places and the pace allow; resolves to how many there were. */
  async function checkNext(): Promise<number> {
    const { paceMs, concurrency, deadlineMs } = await readPoolSettings();
    if (paceMs > 0) await pause(pace.reserve(Date.now(), paceMs));
    while (underWay.size >= concurrency && !signal.aborted) await Promise.race(underWay);
    if (signal.aborted) return 0;
    // With a pace, only what begins right away is claimed. Without, a batch: one claim per account would cost more than the check.
    const limit = paceMs > 0 ? 1 : concurrency;
    const leaseMs = leaseDurationMs(deadlineMs);
    const batch = await claimAccounts(workspace, holder, { limit, leaseMs });
    for (const claimed of batch) {
      while (underWay.size >= concurrency) await Promise.race(underWay);
      if (signal.aborted) break;
      const covered = await withLease(claimed, deadlineMs);
      if (covered !== null) begin(covered, deadlineMs);
    }
    return batch.length;
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      const seen = events.version;
      try {
        if ((await checkNext()) > 0) continue;
        if (underWay.size === 0) {
          if ((await completeRuns(workspace)) > 0) events.changed();
          await purgeRemovedSessions(workspace);
        }
      } catch (error) {
        logger.warn({ err: error }, 'the pool check is interrupted and will go on');
      }
      await Promise.race([events.after(seen, signal), pause(idlePollMs)]);
    }
  }

  const finished = loop();
  return {
    async stop() {
      stopping.abort();
      await finished;
      await Promise.all(underWay);
      await writer.finish();
      try {
        await releaseOwnLeases(workspace, holder);
      } catch (error) {
        logger.warn({ err: error }, 'leases are left to run out by themselves');
      }
    },
  };
}
