import type { CheckOutcome, Standing } from '#contract/accounts.ts';

/** The standing after a check. What is about the network says nothing about the account. */
export function standingAfter(before: Standing, outcome: CheckOutcome): Standing {
  return outcome === 'unreachable' ? before : outcome;
}

/** Whether a check brought news. That a new account works is what everybody expected. */
export function isChange(before: Standing, after: Standing): boolean {
  return before !== after && !(before === 'unchecked' && after === 'active');
}

/** What one result is worth: an account that works, one that works with limits, one that is lost. */
const healthOf: Readonly<Record<Exclude<CheckOutcome, 'unreachable'>, number>> = {
  active: 100,
  flood_wait: 60,
  limited: 40,
  unauthorised: 0,
  banned: 0,
  deactivated: 0,
  revoked: 0,
  duplicated: 0,
};

/** The weight of the newest result: after five good checks an account that was at 40 is at 90 again. */
const newestWeight = 0.3;

/**
 * Health 0–100: exponentially weighted mean of the results, newest weighted 0.3. A lost account is at 0 at once, and the
 * network (`unreachable`) changes nothing.
 */
export function healthAfter(before: number | null, outcome: CheckOutcome): number | null {
  if (outcome === 'unreachable') return before;
  const latest = healthOf[outcome];
  if (before === null || latest === 0) return latest;
  return Math.round(before * (1 - newestWeight) + latest * newestWeight);
}
