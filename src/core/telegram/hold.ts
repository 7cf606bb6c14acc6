/**
 * For how long an operation may stay connected. It is cut when that is over, however much of its deadline is left, and
 * its socket is closed within two seconds of it, even with the driver's thread stuck.
 */
export type Hold = {
  /** By `performance.now()`. */
  readonly until: number;
  /** Tells of every change of `until`. Returns what ends the telling. */
  onChange(listener: () => void): () => void;
};

/** Milliseconds of a clock that all threads of the process share, and that nobody sets. */
export function sharedClock(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
