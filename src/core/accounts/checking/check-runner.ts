import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceSettings } from '#contract/settings.ts';
import { startBackgroundLoop } from '../../background/background-loop.ts';
import type { Logger } from '../../logging/logger.ts';
import { leaseLost } from '../../telegram/deadline.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { AccountEvents } from '../account-events.ts';
import { purgeRemovedSessions } from '../commands/remove-accounts.ts';
import { checkAccount } from './check-account.ts';
import { type ClaimedAccount, claimAccounts } from './claim-accounts.ts';
import { completeRuns } from './complete-runs.ts';
import { createLeaseKeeper, type KeptLease } from '../leases/keep-leases.ts';
import { type LeaseTimes, usualLeaseTimes } from '../leases/lease.ts';
import { type LeaseHolder, releaseOwnLeases } from '../leases/lease-holder.ts';
import { createPace, type Pace } from './pace.ts';
import { recordResults } from './record-results.ts';
import { createResultWriter } from './result-writer.ts';
import { type Retries, usualRetries } from './retries.ts';

type Dependencies = {
  readonly workspace: Workspace;
  readonly holder: LeaseHolder;
  readonly vault: Vault;
  readonly driver: TelegramDriver;
  readonly readPoolSettings: () => Promise<WorkspaceSettings['accountChecks']>;
  readonly events: AccountEvents;
  readonly logger: Logger;
  /** Of this host, where others connect accounts too. */
  readonly pace?: Pace;
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
export function startCheckRunner(
  dependencies: Dependencies,
  leaseTimes: LeaseTimes = usualLeaseTimes,
  retries: Retries = usualRetries,
): CheckRunner {
  const { workspace, holder, readPoolSettings, events, logger } = dependencies;
  const stopping = new AbortController();
  const { signal } = stopping;
  const pace = dependencies.pace ?? createPace();
  const underWay = new Set<Promise<void>>();
  const leases = createLeaseKeeper(workspace, { times: leaseTimes, logger });

  const writer = createResultWriter(async (batch) => {
    await recordResults(workspace, batch, retries);
    await completeRuns(workspace);
    events.changed();
  }, logger);

  async function pause(ms: number): Promise<void> {
    if (ms <= 0 || signal.aborted) return;
    // Being woken to stop is what the signal is for.
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }

  function begin(claimed: ClaimedAccount, kept: KeptLease, deadlineMs: number): void {
    kept.begin(deadlineMs);
    const work = checkAccount(dependencies, claimed, { deadlineMs, hold: kept })
      .then((checked) => {
        // Cut, because the database could not be reached: whoever gets the lease next makes the check again.
        if (checked.result.errorCode !== leaseLost) writer.add(checked);
      })
      .catch((error: unknown) => {
        // Its lease runs out and the account is taken up again.
        logger.error({ err: error, accountId: claimed.accountId }, 'a check ended without a result');
      })
      .finally(() => {
        kept.end();
        underWay.delete(work);
      });
    underWay.add(work);
  }

  /** Claims the next accounts and begins them as places and the pace allow; resolves to how many there were. */
  async function checkNext(): Promise<number> {
    const { paceMs, concurrency, deadlineMs } = await readPoolSettings();
    if (paceMs > 0) await pause(pace.reserve(Date.now(), paceMs));
    while (underWay.size >= concurrency && !signal.aborted) await Promise.race(underWay);
    if (signal.aborted) return 0;
    // With a pace, only what begins right away is claimed. Without, a batch: one claim per account would cost more than the check.
    const limit = paceMs > 0 ? 1 : concurrency;
    const batch = await claimAccounts(workspace, holder, { limit, leaseMs: leaseTimes.leaseMs });
    const waiting = batch.map((claimed) => ({ claimed, kept: leases.keep(claimed.lease) }));
    for (const { claimed, kept } of waiting) {
      while (underWay.size >= concurrency) await Promise.race(underWay);
      // One whose lease is over waited too long, and another host may have it now.
      if (signal.aborted || kept.isOver()) kept.end();
      else begin(claimed, kept, deadlineMs);
    }
    return batch.length;
  }

  const loop = startBackgroundLoop({
    name: 'checking the pool',
    logger,
    afterFailureMs: idlePollMs,
    async step() {
      if ((await checkNext()) > 0) return 0;
      if (underWay.size === 0) {
        if ((await completeRuns(workspace)) > 0) events.changed();
        await purgeRemovedSessions(workspace);
      }
      return idlePollMs;
    },
  });

  async function wakeOnChange(): Promise<void> {
    for (let seen = events.version; !signal.aborted;) {
      await events.after(seen, signal);
      seen = events.version;
      loop.wake();
    }
  }
  void wakeOnChange();

  return {
    async stop() {
      stopping.abort();
      await loop.stop();
      await Promise.all(underWay);
      leases.stop();
      await writer.finish();
      try {
        await releaseOwnLeases(workspace, holder);
      } catch (error) {
        logger.warn({ err: error }, 'leases are left to run out by themselves');
      }
    },
  };
}
