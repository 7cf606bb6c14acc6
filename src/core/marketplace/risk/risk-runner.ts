import { inTransaction } from '../../backend/transaction.ts';
import { type BackgroundLoop, startBackgroundLoop } from '../../background/background-loop.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { claimRiskWork } from './claim-risk-work.ts';
import { rulesInForce } from './rules-in-force.ts';
import { settleRisk } from './settle-risk.ts';

/** How soon what was committed is acted on, in milliseconds. */
const defaultPollMs = 1_000;
const afterFailureMs = 3_000;

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
): BackgroundLoop {
  return startBackgroundLoop({
    name: 'computing risk scores',
    logger,
    afterFailureMs,
    step: async () => ((await computeDueRisk(workspace)) > 0 ? 0 : (options.pollMs ?? defaultPollMs)),
  });
}
