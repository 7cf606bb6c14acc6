import type { UsageOutcome } from '#contract/account-details.ts';
import type { OperationResult } from '../../../telegram/operation-result.ts';

/** What becomes of a log-out after an attempt. */
export type LogOutVerdict = {
  readonly outcome: UsageOutcome;
  readonly errorCode: string | null;
} & (
  | { readonly kind: 'ended' }
  /** The session could not be reached for too long: it is destroyed here and stays signed in on Telegram. */
  | { readonly kind: 'given-up' }
  | { readonly kind: 'again'; readonly afterMs: number }
);

const firstRetryMs = 15_000;
const longestRetryMs = 3_600_000;

/** A week of a network or a console that is away. */
export const givenUpAfterMs = 7 * 24 * 3_600_000;

export function retryDelayMs(attempts: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(attempts - 1, 20));
}

/** Whether an attempt settled the log-out. A session that Telegram does not accept any more is as good as logged out. */
export function logOutVerdict(
  result: OperationResult<unknown>,
  attempts: number,
  overdueMs: number,
): LogOutVerdict {
  if (result.kind === 'done') return { kind: 'ended', outcome: 'done', errorCode: null };
  const said =
    result.kind === 'refused'
      ? { outcome: 'refused' as const, errorCode: result.reason }
      : { outcome: result.outcome, errorCode: result.errorCode };
  switch (said.outcome) {
    case 'unauthorised':
    case 'revoked':
    case 'duplicated':
    case 'banned':
    case 'deactivated':
      return { kind: 'ended', ...said };
    case 'flood_wait': {
      const seconds = result.kind === 'failed' ? (result.floodWaitSeconds ?? 0) : 0;
      return { kind: 'again', ...said, afterMs: Math.max(seconds * 1000 + 1_000, firstRetryMs) };
    }
    case 'refused':
    case 'limited':
    case 'unreachable':
      if (overdueMs >= givenUpAfterMs) return { kind: 'given-up', ...said };
      return { kind: 'again', ...said, afterMs: retryDelayMs(attempts) };
  }
}
