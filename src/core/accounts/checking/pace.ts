/** Hands out starting times that are at least `paceMs` apart. Pure: the caller sleeps. */
export type Pace = {
  /** Milliseconds to wait before the next start, counted from `now`; reserves that start. */
  reserve(now: number, paceMs: number): number;
};

export function createPace(): Pace {
  let nextStart = Number.NEGATIVE_INFINITY;
  return {
    reserve(now, paceMs) {
      const start = Math.max(now, nextStart);
      nextStart = start + paceMs;
      return start - now;
    },
  };
}
