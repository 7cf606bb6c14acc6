import { useMemo } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { standings, type PoolStatistics } from '#contract/accounts.ts';
import { standingLooks } from '../accounts/standing/standing-look.ts';
import { toConsoleError } from '../app/errors.ts';
import { ChartFrame, type ChartState } from '../components/chart/chart-frame.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { standingBars, type StandingCount } from './standing-bars.ts';

/** How the pool divides into standings, as a chart and as a table. */
export function PoolHealth({ statistics }: { readonly statistics: UseQueryResult<PoolStatistics, unknown> }) {
  const { t } = useTranslation('overview');
  const counts = useStandingCounts(statistics.data);
  const { integer, percent } = useNumberFormats();
  const total = Math.max(statistics.data?.total ?? 0, 1);
  const build = useMemo(() => standingBars(counts, integer), [counts, integer]);
  const state: ChartState =
    statistics.data === undefined
      ? statistics.error === null
        ? { kind: 'loading' }
        : { kind: 'error', error: toConsoleError(statistics.error), onRetry: () => void statistics.refetch() }
      : counts.length === 0
        ? { kind: 'empty', text: t('health.empty') }
        : {
            kind: 'ready',
            build,
            table: {
              columns: [
                { label: t('health.standing') },
                { label: t('health.accounts'), align: 'end' },
                { label: t('health.share'), align: 'end' },
              ],
              rows: counts.map(({ id, label, count }) => ({
                id,
                cells: [label, integer(count), percent(count / total)],
              })),
            },
          };
  return (
    <ChartFrame
      title={t('health.title')}
      description={t('health.description')}
      state={state}
      height={Math.max(140, counts.length * 28 + 8)}
    />
  );
}

function useStandingCounts(statistics: PoolStatistics | undefined): readonly StandingCount[] {
  const { t } = useTranslation('accounts');
  return useMemo(
    () =>
      standings
        .map((id) => ({
          id,
          label: t(`standing.${id}.name`),
          tone: standingLooks[id].tone,
          count: statistics?.byStanding[id] ?? 0,
        }))
        .filter(({ count }) => count > 0)
        .toSorted((one, other) => other.count - one.count),
    [statistics, t],
  );
}
