/** How long the engine waits for what, in milliseconds. Tests shorten them; nothing else does. */
export type SyncTimings = {
  /** A server that says nothing for so long is taken for gone. */
  readonly silenceMs: number;
  /** Looked for changes at least so often, should an announcement be lost. */
  readonly pollMs: number;
  /** Between two attempts to reach the database, at most. */
  readonly longestRetryMs: number;
  /** Between two attempts at what cannot work before something else changes, such as a full disk, at most. */
  readonly longestStuckMs: number;
};

export const defaultTimings: SyncTimings = {
  silenceMs: 15_000,
  pollMs: 2_000,
  longestRetryMs: 5_000,
  longestStuckMs: 60_000,
};

const firstRetryMs = 200;
const firstStuckMs = 1_000;

/** How long to wait before the next attempt, after so many failures in a row. */
export function retryDelay(
  kind: 'offline' | 'damaged' | 'stuck',
  failures: number,
  timings: SyncTimings,
): number {
  const [first, longest] =
    kind === 'offline' ? [firstRetryMs, timings.longestRetryMs] : [firstStuckMs, timings.longestStuckMs];
  return Math.min(first * 2 ** Math.min(failures - 1, 20), longest);
}
