import { setTimeout as sleep } from 'node:timers/promises';
import { backendError } from '../../backend/backend-error.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { claimRiskWork } from './claim-risk-work.ts';
import { rulesInForce } from './rules-in-force.ts';
import { settleRisk } from './settle-risk.ts';

export type RiskRunner = {
  /** Lets the batch under way be committed and takes no other. */
  stop(): Promise<void>;
};

/** How soon what was committed is acted on, in milliseconds. */
const defaultPollMs = 1_000;
const pollAfterFailureMs = 3_000;

/** Computes one batch of scores that are to be computed. How many they were; 0 when nothing is to be done. */
export async function computeDueRisk(
  workspace: Workspace,
  now: () => Date = () => new Date(),
): Promise<number> {
  return inTransaction(workspace.database, async (transaction) => {
    const at = now();
    const inForce = await rulesInForce({ id: workspace.id, database: transaction }, at);
    const causes = await claimRiskWork(transaction, {
      workspaceId: workspace.id,
      rulesId: inForce.id,
      now: at,
    });
    if (causes.size > 0) await settleRisk(transaction, workspace, causes, inForce, at);
    return causes.size;
  });
}

/**
 * Keeps the scores as the facts, the time and the rules make them. All that is to be done stands in the database: any number of
 * hosts share it, and what a killed one had begun is begun again by another.
 */
export function startRiskRunner(
  { workspace, logger }: { readonly workspace: Workspace; readonly logger: Logger },
  options: { readonly pollMs?: number } = {},
): RiskRunner {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function pause(ms: number): Promise<void> {
    // Being woken to stop is what the signal is for.
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      try {
        const computed = await computeDueRisk(workspace);
        if (computed === 0) await pause(options.pollMs ?? defaultPollMs);
      } catch (error) {
        if (backendError(error) === null) logger.warn({ err: error }, 'risk scores wait to be computed');
        else logger.debug({ err: error }, 'risk scores wait for the database');
        await pause(pollAfterFailureMs);
      }
    }
  }

  const finished = loop();
  return {
    async stop() {
      stopping.abort();
      await finished;
    },
  };
}
