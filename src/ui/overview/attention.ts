import type { CheckRun, PoolStatistics, Standing } from '#contract/accounts.ts';
import type { BackendState } from '#contract/system.ts';
import { bannedStandings, countOf, signedOutStandings } from '../accounts/standing/standing-groups.ts';

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
  | { readonly kind: 'stale' }
  | { readonly kind: 'full'; readonly count: number };

export type Situation = {
  readonly backend: BackendState | null;
  readonly telegramConfigured: boolean;
  readonly statistics: PoolStatistics | undefined;
  /** The newest run that has ended. */
  readonly lastEnded: CheckRun | null;
  readonly checkRunning: boolean;
  readonly now: number;
};

const staleAfterMs = 24 * 3_600_000;

/** All that needs attention now, the most pressing first. */
export function attentionOf(situation: Situation): readonly Attention[] {
  const { backend, telegramConfigured, statistics } = situation;
  const found: Attention[] = [];
  if (backend?.state === 'offline') found.push({ kind: 'backendOffline' });
  if (!telegramConfigured) found.push({ kind: 'telegramMissing' });
  if (statistics === undefined || statistics.total === 0) return found;
  found.push(
    { kind: 'banned', count: countOf(statistics, bannedStandings), standings: bannedStandings },
    { kind: 'signedOut', count: countOf(statistics, signedOutStandings), standings: signedOutStandings },
    ...lastCheckSays(situation),
    { kind: 'limited', count: statistics.byStanding.limited, standings: ['limited'] },
    {
      kind: 'unchecked',
      count: situation.checkRunning ? 0 : statistics.neverChecked,
      standings: ['unchecked'],
    },
    { kind: 'full', count: statistics.full },
  );
  return found.filter((item) => !('count' in item) || item.count > 0);
}

function lastCheckSays({ lastEnded, checkRunning, now }: Situation): readonly Attention[] {
  if (checkRunning) return [];
  if (lastEnded === null || lastEnded.finishedAt === null) return [];
  if (now - lastEnded.finishedAt > staleAfterMs) return [{ kind: 'stale' }];
  return [
    { kind: 'unreachable', count: lastEnded.failed, runId: lastEnded.id },
    { kind: 'changed', count: lastEnded.changed, runId: lastEnded.id },
  ];
}
