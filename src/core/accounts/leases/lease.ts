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

/** Beyond an operation's deadline: the driver may need two seconds more when its thread is stuck, the rest is for the timer. */
const closingMarginMs = 4_000;

/** How long a lease is given for operations with that deadline, in milliseconds: long enough to begin one after a wait. */
export function leaseDurationMs(deadlineMs: number): number {
  return deadlineMs + closingMarginMs + 15_000;
}

/** Whether an operation may begin under the lease: only if it is over, its socket closed, before the lease can end. */
export function coversOperation(lease: Lease, deadlineMs: number, now: number): boolean {
  return lease.validUntil - now >= deadlineMs + closingMarginMs;
}
