import { setTimeout as sleep } from 'node:timers/promises';
import type { ExportRun } from '#contract/exports.ts';
import type { Caller } from '../rpc/caller.ts';
import type { ExportRuns } from './export-runs.ts';

/** A page cannot show more than a few changes a second. */
const leastIntervalMs = 150;

/** Yields the operator's exports, the newest first: at once, then whenever one of them is no longer as last yielded. */
export async function* watchExports(
  runs: ExportRuns,
  operatorId: Caller['operatorId'],
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportRun[]> {
  let changed = Promise.withResolvers<void>();
  const wake = () => changed.resolve();
  const stopHearing = runs.onChange(wake);
  signal?.addEventListener('abort', wake, { once: true });
  try {
    let yielded = '';
    while (signal?.aborted !== true) {
      changed = Promise.withResolvers();
      const own = runs.of(operatorId);
      const text = JSON.stringify(own);
      if (text !== yielded) {
        yielded = text;
        yield own;
      }
      await changed.promise;
      await sleep(leastIntervalMs, undefined, { ref: false });
    }
  } finally {
    stopHearing();
    signal?.removeEventListener('abort', wake);
  }
}
