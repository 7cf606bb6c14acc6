import { wasMissed } from '#contract/marketplace/placements.ts';
import type { Look, Term } from './time-up.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long after a publication the first look is made: the operator's word comes a moment before the post or after it. */
const firstAfterMs = 2 * minuteMs;
const shortestPauseMs = 15 * minuteMs;
const longestPauseMs = 6 * hourMs;
/** A miss is confirmed, or not, so much later. */
const confirmAfterMs = 5 * minuteMs;
/** What is missing at the very end was there until a moment before, or was not. */
const beforeEndMs = 5 * minuteMs;
/** So long it is tried to look at a post whose term is over. */
export const triedAfterTermMs = 24 * hourMs;

/** When a published post is looked at first, in milliseconds UTC. */
export function firstLookAt({ publishedAt, expiresAt }: Term): number {
  return Math.min(publishedAt + firstAfterMs, expiresAt);
}

/**
 * When it is looked at next: the pause grows with the age of the post, up to six hours, so that a post of a day is looked at eight
 * times and one of a month a hundred and twenty; then shortly before its end, and at its end. What could not be looked at is tried
 * again soon, then less and less often (`failures` in a row). Pure; milliseconds UTC.
 */
export function nextLookAt(term: Term, last: Look, { misses, failures }: Counts): number {
  const { at, outcome } = last;
  if (outcome === 'unreachable' || outcome === 'private') {
    const pause = Math.min(longestPauseMs, 2 ** Math.min(10, Math.max(0, failures - 1)) * 2 * minuteMs);
    return at + pause;
  }
  if (wasMissed(outcome) && misses === 1) return at + confirmAfterMs;
  const pause = Math.min(longestPauseMs, Math.max(shortestPauseMs, at - term.publishedAt));
  const usual = at + pause;
  const beforeEnd = term.expiresAt - beforeEndMs;
  if (at < beforeEnd) return Math.min(usual, beforeEnd);
  if (at < term.expiresAt) return term.expiresAt;
  return usual;
}

type Counts = { readonly misses: number; readonly failures: number };
