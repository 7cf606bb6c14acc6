import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../../logging/logger.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { weighNextDispute } from './weigh-next-dispute.ts';

export type DisputeRunner = {
  /** Lets the decision under way finish. */
  stop(): Promise<void>;
};

/** How often it looks for disputes whose turn it is, in milliseconds. */
const defaultPollMs = 2_000;

/**
 * Lets the rules look at disputes when they are opened and when there is new evidence. All its state is in the database: killed at
 * any instant, this or any other host goes on, and of two hosts that weigh the same dispute one decides.
 */
export function startDisputeRunner(
  { workspace, logger }: { readonly workspace: Workspace; readonly logger: Logger },
  options: { readonly pollMs?: number } = {},
): DisputeRunner {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pollMs = options.pollMs ?? defaultPollMs;

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      try {
        const weighed = await weighNextDispute(workspace, new Date());
        if (weighed !== null) {
          logger.info(weighed, 'the rules looked at a dispute');
          continue;
        }
      } catch (error) {
        logger.warn({ err: error }, 'weighing disputes is interrupted and will go on');
      }
      // Being woken to stop is what the signal is for.
      await sleep(pollMs, undefined, { signal }).catch(() => undefined);
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
