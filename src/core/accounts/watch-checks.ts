import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckRun } from '#contract/account-checks.ts';
import { backendError } from '../backend/backend-error.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { AccountEvents } from './account-events.ts';
import { lastEndedCheckRun, listRunningCheckRuns } from './queries/list-check-runs.ts';

type CheckActivity = { running: CheckRun[]; lastEnded: CheckRun | null };

/** Runs that other hosts make are seen this often; our own at once. */
const pollMs = 2_000;

/** A page cannot show more than a few changes a second. */
const leastIntervalMs = 150;

/** Yields the runs under way and the one that ended last: at once, then whenever they are no longer as last yielded. */
export async function* watchChecks(
  workspace: Workspace,
  events: AccountEvents,
  signal: AbortSignal | undefined,
): AsyncGenerator<CheckActivity> {
  let yielded = '';
  while (signal?.aborted !== true) {
    const seen = events.version;
    const activity = await readActivity(workspace);
    const text = JSON.stringify(activity);
    if (activity !== null && text !== yielded) {
      yielded = text;
      yield activity;
    }
    await sleep(leastIntervalMs);
    await nextChange(events, seen, signal);
  }
}

/** Null while the database is away: the page learns that from `system.watch` and keeps what it has. */
async function readActivity(workspace: Workspace): Promise<CheckActivity | null> {
  try {
    const [running, lastEnded] = await Promise.all([
      listRunningCheckRuns(workspace),
      lastEndedCheckRun(workspace),
    ]);
    return { running, lastEnded };
  } catch (error) {
    if (backendError(error) === null) throw error;
    return null;
  }
}

async function nextChange(
  events: AccountEvents,
  seen: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const timer = new AbortController();
  const either = signal === undefined ? timer.signal : AbortSignal.any([signal, timer.signal]);
  const timeout = setTimeout(() => timer.abort(), pollMs);
  await events.after(seen, either);
  clearTimeout(timeout);
}
