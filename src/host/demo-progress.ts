import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckRun } from '#contract/account-checks.ts';
import { checkOutcomes } from '#contract/accounts.ts';
import type { CheckRunId } from '#contract/ids.ts';
import { getCheckRun } from '#core/accounts/queries/list-check-runs.ts';
import type { CacheReads } from '#core/cache/cache.ts';
import type { Logger } from '#core/logging/logger.ts';
import { say } from './terminal.ts';

const stepsShown = 4;

/** Says in the terminal how far a check has come, a few times, and its summary when it ends. */
export async function reportProgress(cache: CacheReads, runId: CheckRunId, logger: Logger): Promise<void> {
  let shown = 0;
  try {
    for (;;) {
      const run = await getCheckRun(cache, runId);
      if (run.state !== 'running') {
        for (const line of summaryOf(run)) say(line);
        return;
      }
      const step = Math.floor((run.checked / run.total) * stepsShown);
      if (step > shown) {
        shown = step;
        say(`Checking the pool: ${run.checked} of ${run.total} accounts.`);
      }
      await sleep(500);
    }
  } catch (error) {
    // The database is away or the demo is stopping: the page shows what is going on.
    logger.info({ err: error }, 'the progress is no longer reported in the terminal');
  }
}

/** The result of a check in three lines. */
export function summaryOf(run: CheckRun): string[] {
  const seconds = run.finishedAt === null ? 0 : Math.round((run.finishedAt - run.startedAt) / 1000);
  const perOutcome = checkOutcomes
    .filter((outcome) => run.byOutcome[outcome] > 0)
    .map((outcome) => `${outcome.replace('_', ' ')} ${run.byOutcome[outcome]}`);
  return [
    `Check ${run.state}: ${run.checked} of ${run.total} accounts in ${seconds} s.`,
    `  changed ${run.changed}, not reached ${run.failed}`,
    `  ${perOutcome.join(', ')}`,
  ];
}
