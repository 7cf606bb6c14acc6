import type { CheckRun } from '#contract/account-checks.ts';

/** Runs that were read, each under way replaced by its live state, and those that began since put first. */
export function withLive(runs: readonly CheckRun[], running: readonly CheckRun[]): readonly CheckRun[] {
  const live = new Map(running.map((run) => [run.id, run]));
  const known = new Set(runs.map((run) => run.id));
  return [...running.filter((run) => !known.has(run.id)), ...runs.map((run) => live.get(run.id) ?? run)];
}
