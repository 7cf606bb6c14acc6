import type { Removal } from '#contract/account-removals.ts';

export type RemovalState = 'restorable' | 'restored' | 'partly' | 'final';

/** How a removal stands: what can still come back counts more than what did. */
export function removalState(removal: Pick<Removal, 'accounts' | 'restorable' | 'restored'>): RemovalState {
  if (removal.restorable > 0) return 'restorable';
  if (removal.restored === 0) return 'final';
  return removal.restored < removal.accounts ? 'partly' : 'restored';
}

/** Something about it may change by itself: the time to bring it back runs out, or log-outs are waiting. */
export function isUnsettled({ restorable, logOuts }: Pick<Removal, 'restorable' | 'logOuts'>): boolean {
  return restorable > 0 || (logOuts?.waiting ?? 0) > 0;
}

/** How often an unsettled removal is read again, in milliseconds: the time to bring it back ends without a change. */
export const unsettledRefreshMs = 4_000;
