import { type BackgroundLoop, startBackgroundLoop } from '../../../background/background-loop.ts';
import type { Logger } from '../../../logging/logger.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { weighNextDispute } from './weigh-next-dispute.ts';

/** How often it looks for disputes whose turn it is, in milliseconds. */
const defaultPollMs = 2_000;

/**
 * Lets the rules look at disputes when they are opened and when there is new evidence. All its state is in the database: killed at
 * any instant, this or any other host goes on, and of two hosts that weigh the same dispute one decides.
 */
export function startDisputeRunner(
  { workspace, logger }: { readonly workspace: Workspace; readonly logger: Logger },
  options: { readonly pollMs?: number } = {},
): BackgroundLoop {
  const pollMs = options.pollMs ?? defaultPollMs;
  return startBackgroundLoop({
    name: 'weighing disputes',
    logger,
    afterFailureMs: pollMs,
    async step() {
      const weighed = await weighNextDispute(workspace, new Date());
      if (weighed === null) return pollMs;
      logger.info(weighed, 'the rules looked at a dispute');
      return 0;
    },
  });
}
