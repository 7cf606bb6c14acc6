import type { DisputeFacts, RuleOutcome } from '#contract/marketplace/dispute-rules.ts';
import { givenBackFor } from './share-price.ts';

/** What an outcome gives back of a price, in micros. Null where a person is asked, or nobody can tell how long the post was up. */
export function givenBackBy(
  outcome: RuleOutcome,
  { upMinutes, termMinutes }: Pick<DisputeFacts, 'upMinutes' | 'termMinutes'>,
  priceMicros: bigint,
): bigint | null {
  switch (outcome) {
    case 'escalate':
      return null;
    case 'refund':
      return priceMicros;
    case 'release':
      return 0n;
    case 'pro_rata':
      return upMinutes === null ? null : givenBackFor(priceMicros, upMinutes, termMinutes);
  }
}
