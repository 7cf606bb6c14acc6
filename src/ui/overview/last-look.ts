/** When somebody looked at the overview, in milliseconds UTC. */
export type Look = {
  /** What is newer is news to them. */
  readonly since: number;
  /** When they last had it before them. */
  readonly seenAt: number;
};

const minuteMs = 60_000;
/** Who comes back later than that has been away, and what happened meanwhile is news. */
export const awayAfterMs = 30 * minuteMs;
/** Where nothing is known of a look before: the last day is news. */
const firstLookMs = 24 * 60 * minuteMs;

/**
 * What is news to somebody who has the overview before them now. While they stay, or come back soon, news stays news: a reload
 * takes nothing away.
 */
export function lookAt(before: Look | undefined, now: number): Look {
  // A clock that was set back makes the last look one of the future.
  if (before === undefined || before.seenAt > now + minuteMs)
    return { since: now - firstLookMs, seenAt: now };
  const wasAway = now - before.seenAt > awayAfterMs;
  return { since: wasAway ? before.seenAt : before.since, seenAt: Math.max(now, before.seenAt) };
}

/** All of it was seen. */
export function seenAll(now: number): Look {
  return { since: now, seenAt: now };
}
