import type { DisputeDecision } from '#contract/marketplace/disputes.ts';

/** What a decision gives back of a price, in micros; null while what was typed is no amount from zero to the price. */
export function givenBackMicros(
  decision: DisputeDecision,
  typed: string,
  priceMicros: bigint,
): bigint | null {
  if (decision === 'release') return 0n;
  if (decision === 'refund') return priceMicros;
  const [, whole = '', fraction = ''] = /^\s*(\d{1,9})(?:[.,](\d{1,6}))?\s*$/.exec(typed) ?? [];
  if (whole === '') return null;
  const micros = BigInt(whole + fraction.padEnd(6, '0'));
  return micros > priceMicros ? null : micros;
}
