import { useMemo } from 'react';
import type { CheckRun } from '#contract/account-checks.ts';
import { useLive } from '../../app/live.ts';
import { withLive } from './with-live.ts';

/** The runs that were read, with the live state of those that are under way. */
export function useRunsWithLive(runs: readonly CheckRun[] | undefined): readonly CheckRun[] | undefined {
  const running = useLive((live) => live.runningChecks);
  return useMemo(() => (runs === undefined ? undefined : withLive(runs, running ?? [])), [runs, running]);
}
