import type { CheckOutcome } from '#contract/accounts.ts';
import type { SandboxAccount } from '../accounts/account.ts';
import type { AccountScript } from '../accounts/script.ts';

/** One check that the demo business made before the demo was started. */
export type PastCheck = { readonly run: number; readonly outcome: CheckOutcome; readonly latencyMs: number };

/** The pool of the demo as it was when the last scheduled check had run: 12 checks, six hours apart. */
export const pastRuns = 12;

/** The share of accounts that were added since the last check. */
const newShare = 0.1;

/** The share of accounts with bad news whose news nobody has heard yet: the check that is about to start will bring it. */
const newsShare = 0.4;

/**
 * The checks of an account in the runs before: none for one that was just added; else good ones up to the run in which its
 * script took effect, which for some is only the next one.
 */
export function pastChecks(account: SandboxAccount, random: () => number): PastCheck[] {
  if (random() < newShare) return [];
  const final = outcomeOf(account.script);
  const turnsBadAt =
    final === 'active' ? pastRuns : random() < newsShare ? pastRuns : Math.floor(random() * pastRuns);
  return Array.from({ length: pastRuns }, (_, run) => ({
    run,
    outcome: run < turnsBadAt ? (random() < 0.004 ? 'unreachable' : 'active') : final,
    latencyMs: Math.round(60 + 180 * random() ** 3),
  }));
}

function outcomeOf(script: AccountScript): CheckOutcome {
  switch (script.kind) {
    case 'restricted':
      return 'limited';
    case 'banned':
    case 'deactivated':
    case 'revoked':
    case 'duplicated':
      return script.kind;
    case 'unregistered':
      return 'unauthorised';
    default:
      // Flood waits pass and networks recover: before today these accounts were fine.
      return 'active';
  }
}
