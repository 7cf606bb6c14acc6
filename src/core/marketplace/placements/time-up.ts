import { type PlacementOutcome, wasMissed, wasSeen } from '#contract/marketplace/placements.ts';

/** One look at a post. Times are milliseconds UTC. */
export type Look = { readonly at: number; readonly outcome: PlacementOutcome };

export type Term = { readonly publishedAt: number; readonly expiresAt: number };

export type TimeUp = {
  /** Looks that found out whether the post is there, in its term and after it. */
  readonly looks: number;
  readonly seen: boolean | null;
  readonly neverPublished: boolean | null;
  readonly takenDownEarly: boolean | null;
  readonly termMinutes: number;
  /** Null while no look tells. */
  readonly upMinutes: number | null;
  /** When it was taken down, in the middle between the last look that saw it and the first that did not. */
  readonly downAt: number | null;
};

/** This many looks in a row have to miss a post before it counts as gone. */
export const missesNeeded = 2;

const minuteMs = 60_000;

/**
 * What the looks at a post tell of its term. A single miss between two sightings is a fault of the look, not of the post; between
 * the last sighting and the first miss the time is divided evenly between both sides. That it is missing after its term is over
 * says nothing about the term. Pure; the looks in any order.
 */
export function timeUp(looks: readonly Look[], term: Term): TimeUp {
  const telling = tellingLooks(looks, term);
  const termMinutes = Math.max(1, Math.floor((term.expiresAt - term.publishedAt) / minuteMs));
  const sightings = telling.filter(({ outcome }) => wasSeen(outcome));
  const misses = telling.length - sightings.length;
  if (telling.length === 0)
    return {
      looks: 0,
      seen: null,
      neverPublished: null,
      takenDownEarly: null,
      termMinutes,
      upMinutes: null,
      downAt: null,
    };
  const seen = sightings.length > 0;
  const neverPublished = seen ? false : misses >= missesNeeded ? true : null;
  const confirmed = withoutFaults(telling);
  const downAt = seen ? lastFall(confirmed) : null;
  const upMs = seen ? sumUp(confirmed, term) : 0;
  return {
    looks: telling.length,
    seen: seen || misses >= missesNeeded ? seen : null,
    neverPublished,
    takenDownEarly: seen ? downAt !== null : neverPublished === null ? null : false,
    termMinutes,
    upMinutes: seen || neverPublished === true ? Math.min(termMinutes, Math.floor(upMs / minuteMs)) : null,
    downAt,
  };
}

function tellingLooks(looks: readonly Look[], { publishedAt, expiresAt }: Term): Look[] {
  return looks
    .filter(({ at, outcome }) => wasSeen(outcome) || (wasMissed(outcome) && at < expiresAt))
    .filter(({ at }) => at >= publishedAt)
    .toSorted((one, other) => one.at - other.at);
}

/** Without misses that too few looks in a row agree on. */
function withoutFaults(looks: readonly Look[]): Look[] {
  const kept: Look[] = [];
  let run: Look[] = [];
  for (const look of looks) {
    if (wasMissed(look.outcome)) {
      run.push(look);
      continue;
    }
    if (run.length >= missesNeeded) kept.push(...run);
    run = [];
    kept.push(look);
  }
  if (run.length >= missesNeeded) kept.push(...run);
  return kept;
}

/** When the post went for good; null when it is up as far as is known. */
function lastFall(looks: readonly Look[]): number | null {
  if (!looks.some(({ outcome }) => wasMissed(outcome)) || wasSeen(looks.at(-1)?.outcome ?? 'up')) return null;
  const last = looks.findLastIndex(({ outcome }) => wasSeen(outcome));
  const [before, after] = [looks[last], looks[last + 1]];
  return before === undefined || after === undefined ? null : middle(before.at, after.at);
}

/** Milliseconds of the term that the post was up: from its publication to the last look at it. */
function sumUp(looks: readonly Look[], { publishedAt, expiresAt }: Term): number {
  const first = looks[0];
  if (first === undefined) return 0;
  let sum = 0;
  // It was said to be published: where the first look saw it, it was.
  let [since, up] = [publishedAt, wasSeen(first.outcome)];
  for (const { at, outcome } of looks) {
    const isUp = wasSeen(outcome);
    const until = Math.min(at, expiresAt);
    if (up && isUp) sum += Math.max(0, until - since);
    if (up !== isUp) sum += Math.max(0, middle(since, until) - since);
    [since, up] = [until, isUp];
  }
  return sum;
}

const middle = (one: number, other: number): number => Math.floor((one + other) / 2);
