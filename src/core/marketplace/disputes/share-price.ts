import type { DisputeDecision } from '#contract/marketplace/disputes.ts';

/**
 * What of a price is given back when a post was up for a part of its term: the advertiser pays for whole minutes that it was up,
 * rounded down to the micro, and gets the rest. Nothing is created or lost: the two parts are the price.
 *
 * @throws RangeError for minutes outside the term
 */
export function givenBackFor(priceMicros: bigint, upMinutes: number, termMinutes: number): bigint {
  if (!Number.isSafeInteger(upMinutes) || !Number.isSafeInteger(termMinutes))
    throw new RangeError('minutes are whole numbers');
  if (termMinutes < 1 || upMinutes < 0 || upMinutes > termMinutes)
    throw new RangeError(`${upMinutes} of ${termMinutes} minutes`);
  return priceMicros - (priceMicros * BigInt(upMinutes)) / BigInt(termMinutes);
}

/** As what a decision is known that gives so much of a price back. */
export function decisionOf(priceMicros: bigint, givenBackMicros: bigint): DisputeDecision {
  if (givenBackMicros === 0n) return 'release';
  return givenBackMicros === priceMicros ? 'refund' : 'pro_rata';
}
