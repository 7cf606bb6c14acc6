import { setTimeout as sleep } from 'node:timers/promises';
import type { Cache } from '../cache/cache.ts';

/** Whoever writes fifty times a second is told of four times a second. */
const leastIntervalMs = 250;

/** Yields the names of the tables that the local copy has just taken changes over of: soon, and never twice for one change. */
export async function* watchChanges(
  cache: Pick<Cache, 'onChange'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ tables: string[] }> {
  let changed = new Set<string>();
  let wake: (() => void) | null = null;
  const ring = () => wake?.();
  const stopHearing = cache.onChange((tables) => {
    for (const table of tables) changed.add(table);
    ring();
  });
  signal?.addEventListener('abort', ring);
  try {
    while (signal?.aborted !== true) {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const tables = [...changed].toSorted();
      changed = new Set();
      yield { tables };
      await sleep(leastIntervalMs);
    }
  } finally {
    stopHearing();
    signal?.removeEventListener('abort', ring);
  }
}
