import type { DisputeFacts } from '#contract/marketplace/dispute-rules.ts';
import type { DisputeReason } from '#contract/marketplace/disputes.ts';
import { wasSeen } from '#contract/marketplace/placements.ts';
import { type Look, timeUp } from '../placements/time-up.ts';

/** A look with what it says of the text; null where none was read. */
export type EvidenceLook = Look & {
  readonly similarityPercent: number | null;
  readonly linkMissing: boolean | null;
};

export type Evidence = {
  readonly reason: DisputeReason;
  readonly publishedAt: number;
  readonly expiresAt: number;
  readonly looks: readonly EvidenceLook[];
};

/** What the evidence of a dispute comes to at an instant (milliseconds UTC). Pure: the same evidence gives the same facts. */
export function gatherFacts({ reason, publishedAt, expiresAt, looks }: Evidence, now: number): DisputeFacts {
  const { downAt: _downAt, ...time } = timeUp(looks, { publishedAt, expiresAt });
  // What the post becomes once its term is over is the editor's own business.
  const read = looks.filter(
    ({ at, outcome }) => wasSeen(outcome) && at >= publishedAt && at <= afterTerm(expiresAt),
  );
  const likenesses = read.flatMap(({ similarityPercent }) => similarityPercent ?? []);
  const links = read.flatMap(({ linkMissing }) => linkMissing ?? []);
  return {
    reason,
    ...time,
    termOver: now >= expiresAt,
    upPercent: time.upMinutes === null ? null : Math.floor((100 * time.upMinutes) / time.termMinutes),
    similarityPercent: likenesses.length === 0 ? null : Math.min(...likenesses),
    linkMissing: links.length === 0 ? null : links.some(Boolean),
  };
}

/** The last look is a moment late, or an hour where hosts were busy. */
const afterTerm = (expiresAt: number) => expiresAt + 3_600_000;
