import { setTimeout as sleep } from 'node:timers/promises';
import { backendError } from '../backend/backend-error.ts';
import { type BackgroundLoop, startBackgroundLoop } from '../background/background-loop.ts';
import type { Logger } from '../logging/logger.ts';
import type { Workspace } from '../workspaces/workspace.ts';

/** How many rows went, and whether no more of them may go for now. */
export type Pruned = { readonly removed: number; readonly done: boolean };

/** What may go from one table: each call of `prune` removes some of the rows that nobody needs, about `limit` at most. */
export type Pruning = {
  /** What is pruned, for the log. */
  readonly name: string;
  readonly prune: (workspace: Workspace, limit: number) => Promise<Pruned>;
};

type Dependencies = {
  readonly workspace: Workspace;
  readonly prunings: readonly Pruning[];
  readonly logger: Logger;
};

/** A start has other things to do first. */
const afterStartMs = 60_000;
const intervalMs = 6 * 60 * 60_000;
/** Few enough that whoever wants one of the rows, and every cache that follows, does not notice. */
const batchSize = 2_000;
const betweenBatchesMs = 250;

/**
 * Removes what nobody needs any more, now and then and a little at a time. Several consoles may do it at once: each takes rows
 * that no other has.
 */
export function startPruneRunner(dependencies: Dependencies): BackgroundLoop {
  return startBackgroundLoop({
    name: 'removing old rows',
    logger: dependencies.logger,
    afterStartMs,
    afterFailureMs: intervalMs,
    async step(signal) {
      await pruneAll(dependencies, batchSize, signal);
      return intervalMs;
    },
  });
}

/** Prunes until nothing is left that may go, in batches. One that fails is told of, and tried again the next time. */
export async function pruneAll(
  { workspace, prunings, logger }: Dependencies,
  limit: number,
  signal?: AbortSignal,
): Promise<void> {
  for (const { name, prune } of prunings) {
    try {
      let removed = 0;
      for (;;) {
        if (signal?.aborted === true) return;
        const batch = await prune(workspace, limit);
        removed += batch.removed;
        if (batch.done) break;
        await sleep(betweenBatchesMs, undefined, { ref: false });
      }
      if (removed > 0) logger.info({ name, removed }, 'removed what nobody needs any more');
    } catch (error) {
      if (backendError(error) !== null) return;
      logger.error({ err: error, name }, 'old rows could not be removed');
    }
  }
}
