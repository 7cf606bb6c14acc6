import type { CheckRun } from '#contract/account-checks.ts';
import type { Review, RiskNews } from '#contract/marketplace/customer-acts.ts';
import type { BackendState } from '#contract/system.ts';

export type LiveEvent =
  | { readonly kind: 'check-ended'; readonly run: CheckRun }
  | { readonly kind: 'risk-acted'; readonly news: RiskNews }
  | { readonly kind: 'backend-lost'; readonly since: number; readonly problem: string }
  | { readonly kind: 'backend-back'; readonly awayMs: number };

/**
 * A check is news when it ended while this page was looking: the first word after opening only says how things stand.
 * `before` is undefined until that first word.
 */
export function checkEvent(before: CheckRun | null | undefined, after: CheckRun | null): LiveEvent | null {
  if (before === undefined || after === null || after.state === 'running') return null;
  return before?.id === after.id ? null : { kind: 'check-ended', run: after };
}

/** The database going away is news even when it is the first thing heard; its coming back only after that. */
export function backendEvent(
  before: BackendState | null,
  after: BackendState,
  now: number,
): LiveEvent | null {
  if (after.state === 'offline') {
    if (before?.state === 'offline') return null;
    return { kind: 'backend-lost', since: after.since, problem: after.problem };
  }
  return before?.state === 'offline'
    ? { kind: 'backend-back', awayMs: Math.max(0, now - before.since) }
    : null;
}

/** What the risk rules did since the last word; the first one only says how things stand. The oldest comes first. */
export function riskEvents(before: Review | null, after: Review): readonly LiveEvent[] {
  if (before === null) return [];
  const known = Math.max(0, ...before.news.map(({ id }) => id));
  return after.news
    .filter(({ id }) => id > known)
    .toReversed()
    .map((news) => ({ kind: 'risk-acted', news }));
}
