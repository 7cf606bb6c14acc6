import { useMemo } from 'react';
import type { CheckRun } from '#contract/accounts.ts';
import { useLive } from '../../app/live.ts';

/** The runs that were read, with the live state of those that are under way. */
export function useRunsWithLive(runs: readonly CheckRun[] | undefined): readonly CheckRun[] | undefined {
  const running = useLive((live) => live.runningChecks);
  return useMemo(() => (runs === undefined ? undefined : withLive(runs, running ?? [])), [runs, running]);
}

export function withLive(runs: readonly CheckRun[], running: readonly CheckRun[]): readonly CheckRun[] {
  const live = new Map(running.map((run) => [run.id, run]));
  const known = new Set(runs.map((run) => run.id));
  return [...running.filter((run) => !known.has(run.id)), ...runs.map((run) => live.get(run.id) ?? run)];
}
