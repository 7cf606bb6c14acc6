import type { DisputeReason } from '#contract/marketplace/disputes.ts';
import { wasMissed, wasSeen } from '#contract/marketplace/placements.ts';
import { type EvidenceLook, gatherFacts } from '../disputes/gather-facts.ts';
import { triedAfterTermMs } from './schedule.ts';
import { missesNeeded, type Term } from './time-up.ts';

/** What follows from the looks at a published post. */
export type Judgement =
  | { readonly kind: 'goes_on' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'dispute'; readonly reason: DisputeReason; readonly statement: string };

/** Texts that are less alike than this, of a hundred, are not what was ordered. */
const alikeEnough = 90;

const goesOn: Judgement = { kind: 'goes_on' };

/**
 * Whether the order goes on, is completed, or is disputed on the advertiser's behalf: they pay for looking, so they need not. A
 * dispute takes nothing from anybody by itself: the money stays in escrow until rules or a person decide, while completing the
 * order would have paid it out. The newest look last. Pure.
 */
export function judgePlacement(looks: readonly EvidenceLook[], term: Term): Judgement {
  const last = looks.at(-1);
  if (last === undefined) return goesOn;
  const facts = gatherFacts({ reason: 'other', ...term, looks }, last.at);
  const confirmed =
    looks.length >= missesNeeded && looks.slice(-missesNeeded).every(({ outcome }) => wasMissed(outcome));
  if (last.at < term.expiresAt) {
    if (!confirmed || facts.seen === null) return goesOn;
    return facts.seen ? gone : neverThere;
  }
  const { similarityPercent, linkMissing, takenDownEarly, seen } = facts;
  if (seen === true && takenDownEarly === true) return gone;
  // Where nobody can look any more, what was seen counts.
  const isOver =
    wasSeen(last.outcome) || wasMissed(last.outcome) || last.at >= term.expiresAt + triedAfterTermMs;
  if (!isOver) return goesOn;
  if (seen === true) {
    if ((similarityPercent ?? 100) < alikeEnough) return otherText;
    return linkMissing === true ? linkGone : { kind: 'complete' };
  }
  if (confirmed) return neverThere;
  return last.at >= term.expiresAt + triedAfterTermMs ? notSeen : goesOn;
}

const dispute = (reason: DisputeReason, statement: string): Judgement => ({
  kind: 'dispute',
  reason,
  statement,
});
const gone = dispute('taken_down_early', 'Two looks in a row did not find the post that was there before.');
const neverThere = dispute('not_published', 'Two looks in a row did not find the post, and none ever did.');
const otherText = dispute('text_differs', 'The published text is not the one that was ordered.');
const linkGone = dispute('text_differs', 'A link or a mention of the ordered text is not in the post.');
const notSeen = dispute('other', 'The post could not be looked at in its whole term.');
