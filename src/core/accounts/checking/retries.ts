import type { CheckResult } from '../../telegram/driver.ts';
import { sessionUnreadable } from './session-unreadable.ts';

/** How often a run tries to reach an account, and how long it waits in between. */
export type Retries = {
  /** In all, the first one included. */
  readonly attempts: number;
  /** Least pause between two of them, in milliseconds; up to a quarter more, so that not all come back at once. */
  readonly pauseMs: number;
};

export const usualRetries: Retries = { attempts: 2, pauseMs: 10_000 };

/**
 * Milliseconds until an account is tried again after this attempt (from 1); null when the result stands. Only what is about the
 * network is tried again: a session that we cannot read stays unreadable. `random` is from 0 to 1.
 */
export function retryAfterMs(
  result: Pick<CheckResult, 'outcome' | 'errorCode'>,
  attempt: number,
  { attempts, pauseMs }: Retries,
  random: number,
): number | null {
  if (result.outcome !== 'unreachable' || result.errorCode === sessionUnreadable) return null;
  return attempt < attempts ? Math.round(pauseMs * (1 + random / 4)) : null;
}
