import { setTimeout as sleep } from 'node:timers/promises';
import { backendError } from '../../backend/backend-error.ts';
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

export type VerificationRunner = {
  /** Lets the step under way be committed and takes no other. */
  stop(): Promise<void>;
};

const usualPollMs = 30_000;

/**
 * Ends approvals, deletes documents whose time is over, and forgets uploads that were given up. All its state is in the database: any
 * number of hosts may run it, and killed at any instant, this or another one goes on.
 */
export function startVerificationRunner(dependencies: Dependencies): VerificationRunner {
  const { workspace, logger, readKeptDays, pollMs = usualPollMs } = dependencies;
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Until a look finds nothing more to do. */
  async function all(what: string, step: () => Promise<number>): Promise<void> {
    while (!signal.aborted) {
      const done = await step();
      if (done === 0) return;
      logger.info({ audit: `verification.${what}`, requests: done }, 'verification was brought up to date');
    }
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      try {
        await all('expired', () => expireApprovals(workspace, new Date()));
        const keptDays = await readKeptDays();
        await all('erased', () => eraseOldDocuments(workspace, keptDays, new Date()));
        await all('uploads-dropped', () => dropAbandonedUploads(workspace, new Date()));
      } catch (error) {
        if (backendError(error) === null)
          logger.error({ err: error }, 'verification cannot be kept up to date');
        else logger.debug({ err: error }, 'verification waits for the database');
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
