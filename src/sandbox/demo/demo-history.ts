import type { CheckOutcome } from '#contract/accounts.ts';
import type { SandboxAccount } from '../accounts/account.ts';
import { failureOf } from '../accounts/script.ts';

/** One check that the demo business made before the demo was started. */
export type PastCheck = {
  /** Its place among the runs, oldest first. */
  readonly run: number;
  /** Milliseconds into the run. */
  readonly afterMs: number;
  readonly outcome: CheckOutcome;
  readonly errorCode: string | null;
  readonly latencyMs: number;
};

const pastRuns = 12;
const betweenRunsMs = 6 * 3_600_000;

/** The share of accounts that were added since the last check. */
const newShare = 0.1;

/** Of the accounts with bad news, the share whose news the coming check will bring. */
const newsShare = 0.4;

/** When the runs began, UTC milliseconds, oldest first: every six hours, the last one an hour ago at the least. */
export function pastRunTimes(now: number): number[] {
  const last = Math.floor((now - betweenRunsMs / 6) / betweenRunsMs) * betweenRunsMs;
  return Array.from({ length: pastRuns }, (_, run) => last - (pastRuns - 1 - run) * betweenRunsMs);
}

/** At the polite pace of two seconds a check, 220 accounts take a little more than seven minutes. */
export function pastRunTakesMs(random: () => number): number {
  return 440_000 + Math.floor(60_000 * random());
}

/**
 * The checks of an account so far: none for one that was just added; else good ones up to the run in which its script took
 * effect, which for some is only the next one.
 */
export function pastChecks(account: SandboxAccount, random: () => number): PastCheck[] {
  if (random() < newShare) return [];
  const final = lastingOutcome(account);
  const heardAt = random() < newsShare ? pastRuns : Math.floor(random() * pastRuns);
  return Array.from({ length: pastRuns }, (_, run) => {
    const network = random() < 0.004;
    const { outcome, errorCode } = run < heardAt ? fine : final;
    return {
      run,
      afterMs: Math.floor(random() * 440_000),
      outcome: network ? 'unreachable' : outcome,
      errorCode: network ? 'ECONNRESET' : errorCode,
      latencyMs: Math.round(60 + 180 * random() ** 3),
    };
  });
}

type Finding = { readonly outcome: CheckOutcome; readonly errorCode: string | null };

const fine: Finding = { outcome: 'active', errorCode: null };

/** What checks keep finding. Flood waits pass and networks recover: those accounts were fine before today. */
function lastingOutcome({ script }: SandboxAccount): Finding {
  const errorCode = failureOf(script)?.message ?? null;
  switch (script.kind) {
    case 'restricted':
      return { outcome: 'limited', errorCode: 'USER_RESTRICTED' };
    case 'banned':
    case 'deactivated':
    case 'revoked':
    case 'duplicated':
      return { outcome: script.kind, errorCode };
    case 'unregistered':
      return { outcome: 'unauthorised', errorCode };
    default:
      return fine;
  }
}
