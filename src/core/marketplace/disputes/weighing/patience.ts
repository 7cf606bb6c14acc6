import { wasMissed, wasSeen } from '#contract/marketplace/placements.ts';
import type { Look } from '../../placements/time-up.ts';

/**
 * Until when an open dispute that no rule decides waits for a look at its post: one is made when it is opened, and a miss has to be
 * confirmed by a second. Null when there is nothing to wait for.
 */
export function waitsUntil(
  looks: readonly Look[],
  openedAt: Date,
  patienceMinutes: number,
  now: Date,
): Date | null {
  const until = new Date(openedAt.getTime() + patienceMinutes * 60_000);
  if (now >= until) return null;
  const telling = looks
    .filter(({ outcome }) => wasSeen(outcome) || wasMissed(outcome))
    .toSorted((one, other) => one.at - other.at);
  const [before, last] = [telling.at(-2), telling.at(-1)];
  if (last === undefined || last.at < openedAt.getTime()) return until;
  const unconfirmed = wasMissed(last.outcome) && (before === undefined || wasSeen(before.outcome));
  return unconfirmed ? until : null;
}
