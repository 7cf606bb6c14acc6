import type { AccountId } from '#contract/ids.ts';

/** The right of this host to connect one account. */
export type Lease = {
  readonly accountId: AccountId;
  /** Goes with everything that is recorded under the lease; greater than that of every earlier lease. */
  readonly fence: number;
  /**
   * Until when it certainly holds, on this process's monotonic clock (`performance.now()`): counted from before the database
   * was asked, so it never outlasts what the database thinks, whatever the clocks of the two say.
   */
  readonly validUntil: number;
};

/** Milliseconds. Tests take shorter ones. */
export type LeaseTimes = {
  /** How long a lease is given for, at first and with each heartbeat: so long a killed host keeps its accounts from others. */
  readonly leaseMs: number;
  /** Between heartbeats. Several may be missed before an operation is cut. */
  readonly beatMs: number;
};

export const usualLeaseTimes: LeaseTimes = { leaseMs: 15_000, beatMs: 2_000 };

/**
 * So long before its lease ends a socket is cut: the driver may need two seconds when its thread is stuck, the rest is for
 * timers.
 */
const closingMarginMs = 4_000;

/** The last moment, by `performance.now()`, at which anything may be connected under the lease. */
export function connectedUntil(lease: Lease): number {
  return lease.validUntil - closingMarginMs;
}
