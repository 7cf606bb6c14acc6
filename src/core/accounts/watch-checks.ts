import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckRun } from '#contract/account-checks.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { Cache } from '../cache/cache.ts';
import { followTables } from '../cache/follow-tables.ts';
import { lastEndedCheckRun, listRunningCheckRuns } from './queries/list-check-runs.ts';

type CheckActivity = { running: CheckRun[]; lastEnded: CheckRun | null };

/** What the numbers of a run are counted from. */
const tables = ['account_check_runs', 'account_check_items', 'account_checks'];

/** A page cannot show more than a few changes a second. */
const leastIntervalMs = 150;

/**
 * Yields the runs under way and the one that ended last: at once, then whenever they are no longer as last yielded, whichever
 * host makes them.
 */
export async function* watchChecks(
  cache: Cache,
  signal: AbortSignal | undefined,
): AsyncGenerator<CheckActivity> {
  const changes = followTables(cache, tables);
  try {
    let yielded = '';
    while (signal?.aborted !== true) {
      const activity = await readActivity(cache);
      const text = JSON.stringify(activity);
      if (activity !== null && text !== yielded) {
        yielded = text;
        yield activity;
      }
      await sleep(leastIntervalMs);
      await changes.next(signal);
    }
  } finally {
    changes.stop();
  }
}

/** Null while the local copy is being made: that it is complete is a change of all tables. */
async function readActivity(cache: Cache): Promise<CheckActivity | null> {
  try {
    const [running, lastEnded] = await Promise.all([listRunningCheckRuns(cache), lastEndedCheckRun(cache)]);
    return { running, lastEnded };
  } catch (error) {
    if (error instanceof OpsdeckError && error.code === 'CACHE_NOT_READY') return null;
    throw error;
  }
}
