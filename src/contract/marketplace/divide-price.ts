/**
 * Who gets what of a price of which a part goes back to the advertiser: the platform's commission shrinks with the price, rounded down
 * to the micro, and the editor gets the rest. Nothing is created or lost: the three parts are the price.
 */
export function dividePrice(
  priceMicros: bigint,
  commissionMicros: bigint,
  givenBackMicros: bigint,
): { readonly commissionMicros: bigint; readonly earnedMicros: bigint } {
  const left = priceMicros - givenBackMicros;
  const commission = (commissionMicros * left) / priceMicros;
  return { commissionMicros: commission, earnedMicros: left - commission };
}
