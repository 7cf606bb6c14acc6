import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckRun } from '#contract/account-checks.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { SegmentBar } from '../../components/feedback/segment-bar.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { DateTimeText } from '../../components/time/date-time-text.tsx';
import { useOutcomeSegments } from '../standing/outcome-segments.ts';
import { RunState } from './run-state.tsx';
import { useDurationText } from './duration-text.ts';
import { useRunsWithLive } from './use-runs-with-live.ts';
import classes from './checks.module.css';

const runsShown = 100;

/** The checks of the pool, newest first. */
export function ChecksPage() {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const runs = useQuery(trpc.accounts.checkRuns.queryOptions({ limit: runsShown }));
  const rows = useRunsWithLive(runs.data);
  return (
    <div className={classes['page']}>
      <PageHeader title={t('checks.title')} description={t('checks.description')} />
      {rows === undefined ? (
        <LoadingOrError read={runs} lines={8} />
      ) : rows.length === 0 ? (
        <EmptyState icon={IconShieldCheck} title={t('checks.none')}>
          {t('checks.noneText')}
        </EmptyState>
      ) : (
        <RunTable runs={rows} />
      )}
    </div>
  );
}

function RunTable({ runs }: { readonly runs: readonly CheckRun[] }) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const duration = useDurationText();
  return (
    <DataTable
      label={t('checks.title')}
      stackOnPhone
      columns={[
        { label: t('checks.started') },
        { label: t('checks.state') },
        { label: t('checks.checked'), align: 'end' },
        { label: t('checks.changed'), align: 'end' },
        { label: t('checks.failed'), align: 'end' },
        { label: t('checks.outcomes') },
        { label: t('checks.duration'), align: 'end' },
        { label: t('checks.requestedBy') },
      ]}
      rows={runs.map((run) => ({
        id: run.id,
        cells: [
          <Anchor key="run" component={Link} to={`/accounts/checks/${run.id}`} inherit>
            <DateTimeText at={run.startedAt} />
          </Anchor>,
          <RunState key="state" state={run.state} />,
          t('checks.ofTotal', { checked: integer(run.checked - run.leftAlone), total: integer(run.total) }),
          integer(run.changed),
          integer(run.failed),
          <OutcomeBar key="outcomes" run={run} />,
          run.finishedAt === null ? '—' : duration(run.finishedAt - run.startedAt),
          run.requestedBy,
        ],
      }))}
    />
  );
}

function OutcomeBar({ run }: { readonly run: CheckRun }) {
  const { integer } = useNumberFormats();
  const segments = useOutcomeSegments(run);
  const words = segments.map((segment) => `${segment.label} ${integer(segment.value)}`).join(', ');
  return (
    <div className={classes['outcomes']} title={words} role="img" aria-label={words === '' ? '—' : words}>
      <SegmentBar segments={segments} total={run.total} />
    </div>
  );
}
