import { setTimeout as sleep } from 'node:timers/promises';
import type { OutboxCounts } from '#contract/outbox.ts';
import type { SyncStatus } from '#contract/sync.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { SyncEngine } from './sync-engine.ts';

/** The age of the local copy is told anew at least this often, in milliseconds. */
const heartbeatMs = 3_000;
/** A page cannot show more than a few changes a second. */
const leastIntervalMs = 200;

type Watched = {
  readonly engine: Pick<SyncEngine, 'onStatus'>;
  readonly outbox: Pick<Outbox, 'counts' | 'onChange'>;
  readonly status: () => SyncStatus;
};

/** Yields how the local copy and the outbox stand: at once, on every change, and as a heartbeat. */
export async function* watchSync(
  { engine, outbox, status }: Watched,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ status: SyncStatus; outbox: OutboxCounts }> {
  let nap = new AbortController();
  const wake = () => nap.abort();
  const stopHearing = [engine.onStatus(wake), outbox.onChange(wake)];
  signal?.addEventListener('abort', wake);
  try {
    while (signal?.aborted !== true) {
      nap = new AbortController();
      yield { status: status(), outbox: outbox.counts() };
      // To be woken is what the signal is for.
      await sleep(heartbeatMs, undefined, { signal: nap.signal }).catch(() => undefined);
      await sleep(leastIntervalMs);
    }
  } finally {
    for (const stop of stopHearing) stop();
    signal?.removeEventListener('abort', wake);
  }
}
