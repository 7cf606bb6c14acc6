import { Button, Paper } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toConsoleError } from '../app/errors.ts';
import { useLive } from '../app/live.ts';
import { useTRPC } from '../app/trpc.ts';
import { RunningCheck } from '../accounts/checks/running-check.tsx';
import { useMay } from '../accounts/pool/use-may.ts';
import { PageHeader } from '../components/layout/page-header.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { AttentionList } from './attention-list.tsx';
import { FirstRun } from './first-run.tsx';
import { LastChecks } from './last-checks.tsx';
import { PoolHealth } from './pool-health.tsx';
import { PoolTiles } from './pool-tiles.tsx';
import { QuickActions } from './quick-actions.tsx';
import classes from './overview.module.css';

/** Where an operator starts the day. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const trpc = useTRPC();
  const statistics = useQuery(trpc.accounts.statistics.queryOptions());
  const running = useLive((live) => live.runningChecks) ?? [];
  const isEmpty = statistics.data?.total === 0;
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('area')}
        description={t('description')}
        actions={isEmpty ? undefined : <CheckAllButton />}
      />
      {statistics.error === null || statistics.data !== undefined ? null : (
        <ErrorState
          error={toConsoleError(statistics.error)}
          onRetry={() => void statistics.refetch()}
          retrying={statistics.isFetching}
        />
      )}
      {running.map((run) => (
        <RunningCheck key={run.id} run={run} />
      ))}
      {isEmpty ? (
        <FirstRun />
      ) : (
        <>
          <PoolTiles statistics={statistics.data} />
          <div className={classes['columns']}>
            <div className={classes['column']}>
              <Paper className={classes['panel']}>
                <AttentionList statistics={statistics.data} />
              </Paper>
              <Paper className={classes['panel']}>
                <LastChecks />
              </Paper>
            </div>
            <div className={classes['column']}>
              <Paper className={classes['panel']}>
                <PoolHealth statistics={statistics} />
              </Paper>
              <Paper className={classes['panel']}>
                <QuickActions />
              </Paper>
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function CheckAllButton() {
  const { t } = useTranslation('overview');
  const trpc = useTRPC();
  const navigate = useNavigate();
  const mayCheck = useMay('accounts:check');
  const running = useLive((live) => (live.runningChecks ?? []).length > 0);
  const start = useMutation(trpc.accounts.startCheck.mutationOptions());
  if (!mayCheck) return null;
  return (
    <>
      <Button
        leftSection={<IconListCheck size={16} aria-hidden />}
        loading={start.isPending}
        disabled={running}
        onClick={() => {
          start.mutate(
            { selection: { kind: 'filter', filter: {} } },
            { onSuccess: () => void navigate({ to: '/accounts' }) },
          );
        }}
      >
        {t(running ? 'actions.checkRunning' : 'actions.checkAll')}
      </Button>
      {start.error === null ? null : <ErrorState error={toConsoleError(start.error)} variant="inline" />}
    </>
  );
}
