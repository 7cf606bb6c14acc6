import type { CheckRun } from '#contract/account-checks.ts';
import type { PoolStatistics, Standing } from '#contract/accounts.ts';
import type { MarketWaiting, PaymentNews } from '#contract/marketplace/news.ts';
import type { BackendState } from '#contract/system.ts';
import { bannedStandings, countOf, signedOutStandings } from '../accounts/standing/standing-groups.ts';

export type MarketAttention =
  | 'disputesEscalated'
  | 'ordersOverdue'
  | 'ordersToConfirm'
  | 'channelsToDecide'
  | 'withdrawalsPending'
  | 'payoutsPending'
  | 'risky';

/** Something a person should look at, the most pressing kinds first. `count` is how many accounts it is about. */
export type Attention =
  | { readonly kind: 'backendOffline' }
  | { readonly kind: 'telegramMissing' }
  | {
      readonly kind: 'banned' | 'signedOut' | 'limited';
      readonly count: number;
      readonly standings: readonly Standing[];
    }
  | { readonly kind: 'unreachable' | 'changed'; readonly count: number; readonly runId: string }
  | { readonly kind: 'unchecked'; readonly count: number; readonly standings: readonly Standing[] }
  /** Customers that the risk rules flagged or suspended, and nobody has looked at. */
  | { readonly kind: 'customersFlagged' | 'customersSuspended'; readonly count: number }
  /** What waits on the marketplace, and money on its way out. */
  | { readonly kind: MarketAttention; readonly count: number }
  | { readonly kind: 'verifications'; readonly count: number; readonly urgent: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'full'; readonly count: number };

export type Situation = {
  readonly backend: BackendState | null;
  readonly telegramConfigured: boolean;
  readonly statistics: PoolStatistics | undefined;
  /** Runs that were read, newest first; undefined before. */
  readonly runs: readonly CheckRun[] | undefined;
  /** How many of those that the last check of the pool could not reach nothing has reached since; undefined: not known. */
  readonly stillUnreachable: number | undefined;
  /** The runs under way. */
  readonly running: readonly CheckRun[];
  /** Customers that wait for somebody to look at them; undefined before the core has said so. */
  readonly review: { readonly flagged: number; readonly suspendedByRules: number } | undefined;
  /** What waits on the marketplace and in payments; undefined before it was read, or where the role may not know. */
  readonly waiting: MarketWaiting | undefined;
  readonly payments: Pick<PaymentNews, 'pendingWithdrawals' | 'pendingPayouts'> | undefined;
  readonly now: number;
};

const staleAfterMs = 24 * 3_600_000;

/** The newest run that went to its end and was about the pool, not about a few accounts of it. */
export function lastPoolCheck(runs: readonly CheckRun[], poolTotal: number): CheckRun | null {
  const ends = runs.filter((run) => run.state === 'completed' && coversPool(run, poolTotal));
  return ends.toSorted((one, other) => (other.finishedAt ?? 0) - (one.finishedAt ?? 0))[0] ?? null;
}

function coversPool(run: CheckRun, poolTotal: number): boolean {
  return run.total * 2 >= poolTotal;
}

/** All that needs attention now, the most pressing first. */
export function attentionOf(situation: Situation): readonly Attention[] {
  const { backend, telegramConfigured, statistics } = situation;
  const found: Attention[] = [];
  if (backend?.state === 'offline') found.push({ kind: 'backendOffline' });
  if (!telegramConfigured) found.push({ kind: 'telegramMissing' });
  const { flagged = 0, suspendedByRules = 0 } = situation.review ?? {};
  if (suspendedByRules > 0) found.push({ kind: 'customersSuspended', count: suspendedByRules });
  if (flagged > 0) found.push({ kind: 'customersFlagged', count: flagged });
  found.push(...marketSays(situation).filter(({ count }) => count > 0));
  if (statistics === undefined || statistics.total === 0) return found;
  const checking = situation.running.some((run) => coversPool(run, statistics.total));
  found.push(
    { kind: 'banned', count: countOf(statistics, bannedStandings), standings: bannedStandings },
    { kind: 'signedOut', count: countOf(statistics, signedOutStandings), standings: signedOutStandings },
    ...(checking ? [] : lastCheckSays(situation, statistics)),
    { kind: 'limited', count: statistics.byStanding.limited, standings: ['limited'] },
    {
      kind: 'unchecked',
      count: checking ? 0 : statistics.neverChecked,
      standings: ['unchecked'],
    },
    { kind: 'full', count: statistics.full },
  );
  return found.filter((item) => !('count' in item) || item.count > 0);
}

/** The most pressing first: what costs somebody money, then what keeps somebody waiting. */
function marketSays({ waiting, payments }: Situation): readonly (Attention & { readonly count: number })[] {
  const out: readonly (Attention & { readonly count: number })[] =
    payments === undefined
      ? []
      : [
          { kind: 'withdrawalsPending', count: payments.pendingWithdrawals },
          { kind: 'payoutsPending', count: payments.pendingPayouts },
        ];
  if (waiting === undefined) return out;
  const { verifications, urgentVerifications } = waiting;
  const verification = { kind: 'verifications', count: verifications, urgent: urgentVerifications } as const;
  return [
    { kind: 'disputesEscalated', count: waiting.escalatedDisputes },
    { kind: 'ordersOverdue', count: waiting.overdue },
    ...(urgentVerifications > 0 ? [verification] : []),
    ...out,
    { kind: 'ordersToConfirm', count: waiting.toConfirm },
    { kind: 'channelsToDecide', count: waiting.channelsToDecide },
    ...(urgentVerifications > 0 ? [] : [verification]),
    { kind: 'risky', count: waiting.risky },
  ];
}

function lastCheckSays(
  { runs, stillUnreachable, now }: Situation,
  statistics: PoolStatistics,
): readonly Attention[] {
  if (runs === undefined) return [];
  const last = lastPoolCheck(runs, statistics.total);
  if (last === null || last.finishedAt === null) {
    // A pool that is mostly new is told of as never checked.
    return statistics.neverChecked * 2 >= statistics.total ? [] : [{ kind: 'stale' }];
  }
  if (now - last.finishedAt > staleAfterMs) return [{ kind: 'stale' }];
  return [
    { kind: 'unreachable', count: stillUnreachable ?? last.failed, runId: last.id },
    { kind: 'changed', count: last.changed, runId: last.id },
  ];
}
