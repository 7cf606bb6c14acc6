import { useRef } from 'react';
import type { CheckRun } from '#contract/account-checks.ts';
import { addSample, paceOf, type Pace, type ProgressSample } from './check-progress.ts';

/** The pace of a run that is under way, from what this page has seen of it; before that from its start. */
export function usePace(run: CheckRun): Pace | null {
  const seen = useRef<{ id: string; samples: readonly ProgressSample[] }>({ id: run.id, samples: [] });
  if (seen.current.id !== run.id || seen.current.samples.length === 0) {
    seen.current = { id: run.id, samples: [{ at: run.startedAt, checked: 0 }] };
  }
  seen.current.samples = addSample(seen.current.samples, { at: Date.now(), checked: run.checked });
  return paceOf(seen.current.samples, run.total);
}
