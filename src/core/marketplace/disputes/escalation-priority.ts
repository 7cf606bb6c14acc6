export type Urgency = {
  readonly priceMicros: bigint;
  /** How long the dispute has been open, in milliseconds. */
  readonly ageMs: number;
  /** The higher risk score of its two sides, 0 to 100. */
  readonly risk: number;
};

const unit = 1_000_000n;
const hourMs = 3_600_000;

/**
 * How urgent it is that a person decides, 1 (most) to 5: much money, a long wait and a risky side each move it up. The amount counts in
 * units of the order's own currency, without rates: it is a queue's order, not an account.
 */
export function escalationPriority({ priceMicros, ageMs, risk }: Urgency): number {
  const money = priceMicros >= 1_000n * unit ? 2 : priceMicros >= 200n * unit ? 1 : 0;
  const age = ageMs >= 72 * hourMs ? 2 : ageMs >= 24 * hourMs ? 1 : 0;
  const doubt = risk > 70 ? 1 : 0;
  return Math.max(1, 5 - money - age - doubt);
}
