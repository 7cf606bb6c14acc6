import { type BackgroundLoop, startBackgroundLoop } from '../../background/background-loop.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { dropAbandonedUploads, eraseOldDocuments, expireApprovals } from './keep-verification.ts';

type Dependencies = {
  readonly workspace: Workspace;
  readonly logger: Logger;
  /** For how many days the documents of an ended request are kept. */
  readonly readKeptDays: () => Promise<number>;
  /** How often it looks, in milliseconds. */
  readonly pollMs?: number;
};

const usualPollMs = 30_000;

/**
 * Ends approvals, deletes documents whose time is over, and forgets uploads that were given up. All its state is in the database: any
 * number of hosts may run it, and killed at any instant, this or another one goes on.
 */
export function startVerificationRunner(dependencies: Dependencies): BackgroundLoop {
  const { workspace, logger, readKeptDays, pollMs = usualPollMs } = dependencies;
  return startBackgroundLoop({
    name: 'keeping verification up to date',
    logger,
    afterFailureMs: pollMs,
    async step(signal) {
      /** Until a look finds nothing more to do. */
      const all = async (what: string, look: () => Promise<number>): Promise<void> => {
        while (!signal.aborted) {
          const done = await look();
          if (done === 0) return;
          logger.info(
            { audit: `verification.${what}`, requests: done },
            'verification was brought up to date',
          );
        }
      };
      await all('expired', () => expireApprovals(workspace, new Date()));
      const keptDays = await readKeptDays();
      await all('erased', () => eraseOldDocuments(workspace, keptDays, new Date()));
      await all('uploads-dropped', () => dropAbandonedUploads(workspace, new Date()));
      return pollMs;
    },
  });
}
