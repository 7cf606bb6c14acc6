import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CheckRun } from '#contract/account-checks.ts';
import { checkRunIdSchema, type CheckRunId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { SegmentBar } from '../../components/feedback/segment-bar.tsx';
import { FactList } from '../../components/layout/fact-list.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Section } from '../../components/layout/section.tsx';
import { StatTile, StatTiles } from '../../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { useOutcomeSegments } from '../standing/outcome-segments.ts';
import { StandingBadge } from '../standing/standing-badge.tsx';
import { useDurationText } from './duration-text.ts';
import { RunAccounts } from './run-accounts.tsx';
import { RunState } from './run-state.tsx';
import { RunningCheck } from './running-check.tsx';
import { useRunsWithLive } from './use-runs-with-live.ts';
import classes from './checks.module.css';

/** One check of the pool: what it was about and what it found. */
export function CheckRunPage() {
  const { t } = useTranslation('accounts');
  const parameters: Readonly<Record<string, unknown>> = useParams({ strict: false });
  const runId = checkRunIdSchema.safeParse(parameters['runId']);
  if (runId.success) return <KnownRun runId={runId.data} />;
  return <ErrorState error={{ code: 'NOT_FOUND', details: { what: t('checks.thisCheck') } }} />;
}

function KnownRun({ runId }: { readonly runId: CheckRunId }) {
  const trpc = useTRPC();
  const read = useQuery(trpc.accounts.checkRun.queryOptions({ runId }));
  const run = useRunsWithLive(read.data === undefined ? undefined : [read.data])?.find(
    ({ id }) => id === runId,
  );
  if (run !== undefined) return <RunDetails run={run} />;
  if (read.error === null) return <LoadingState lines={8} />;
  return (
    <ErrorState
      error={toConsoleError(read.error)}
      onRetry={() => void read.refetch()}
      retrying={read.isFetching}
    />
  );
}

function RunDetails({ run }: { readonly run: CheckRun }) {
  const { t } = useTranslation('accounts');
  const { integer, percent } = useNumberFormats();
  const duration = useDurationText();
  const segments = useOutcomeSegments(run);
  const share = (value: number) => (run.checked === 0 ? '—' : percent(value / run.checked));
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('checks.one')}
        description={
          <span className={classes['subtitle']}>
            <RunState state={run.state} />
            <RelativeTimeText at={run.startedAt} />
          </span>
        }
      />
      {run.state === 'running' ? <RunningCheck run={run} /> : null}
      <StatTiles label={t('checks.one')}>
        <StatTile
          label={t('checks.checked')}
          value={integer(run.checked - run.leftAlone)}
          hint={t('checks.ofAccounts', { count: run.total, number: integer(run.total) })}
        />
        {run.leftAlone === 0 ? null : (
          <StatTile
            label={t('checks.leftAlone')}
            value={integer(run.leftAlone)}
            hint={t('checks.leftAloneHint', { count: run.leftAlone })}
          />
        )}
        <StatTile label={t('checks.changed')} value={integer(run.changed)} hint={t('checks.changedHint')} />
        <StatTile label={t('checks.failed')} value={integer(run.failed)} hint={t('checks.failedHint')} />
      </StatTiles>
      <div className={classes['columns']}>
        <Section title={t('checks.outcomes')} description={t('checks.outcomesText')}>
          <div className={classes['wideBar']}>
            <SegmentBar segments={segments} total={run.total} />
          </div>
          <DataTable
            label={t('checks.outcomes')}
            columns={[
              { label: t('detail.outcome') },
              { label: t('checks.accounts'), align: 'end' },
              { label: t('checks.share'), align: 'end' },
            ]}
            rows={segments.map((segment) => ({
              id: segment.id,
              cells: [
                <StandingBadge key="outcome" standing={segment.id} />,
                integer(segment.value),
                share(segment.value),
              ],
            }))}
          />
        </Section>
        <Section title={t('checks.about')}>
          <FactList
            facts={[
              { label: t('checks.requestedBy'), value: run.requestedBy },
              { label: t('checks.started'), value: <RelativeTimeText at={run.startedAt} /> },
              {
                label: t('checks.finished'),
                value: <RelativeTimeText at={run.finishedAt} never={t('checks.notFinished')} />,
              },
              {
                label: t('checks.duration'),
                value: run.finishedAt === null ? '—' : duration(run.finishedAt - run.startedAt),
              },
              {
                label: t('checks.pool'),
                value: (
                  <Anchor component={Link} to="/accounts" inherit>
                    {t('checks.toPool')}
                  </Anchor>
                ),
              },
            ]}
          />
        </Section>
      </div>
      <RunAccounts key={run.id} run={run} />
    </div>
  );
}
