import type { BackendState } from '#contract/system.ts';
import { type Instant, instant } from '#contract/time.ts';
import type { Upstream } from '../start/upstream.ts';

/** A page that hears nothing for longer than this knows that its connection is dead. */
const heartbeatMs = 5_000;

/** Yields the state of the database: at once, on every change, and as a heartbeat every five seconds. */
export async function* watchBackend(
  upstream: Pick<Upstream, 'state' | 'onStateChange'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ at: Instant; backend: BackendState }> {
  while (signal?.aborted !== true) {
    yield { at: instant(Date.now()), backend: upstream.state() };
    await new Promise<void>((resolve) => {
      const stopListening = upstream.onStateChange(wake);
      const timer = setTimeout(wake, heartbeatMs);
      signal?.addEventListener('abort', wake);
      function wake() {
        stopListening();
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      }
    });
  }
}
