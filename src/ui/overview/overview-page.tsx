import { Paper } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toConsoleError } from '../app/errors.ts';
import { useLive } from '../app/live.ts';
import { useTRPC } from '../app/trpc.ts';
import { usePoolCheckReason } from '../accounts/checks/use-pool-check.ts';
import { RunningCheck } from '../accounts/checks/running-check.tsx';
import { useMay } from '../app/use-may.ts';
import { GuardedButton } from '../components/form/guarded-button.tsx';
import { PageHeader } from '../components/layout/page-header.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { AttentionList } from './attention-list.tsx';
import { FirstRun } from './first-run.tsx';
import { LastChecks } from './last-checks.tsx';
import { MoneyPanel } from './money-panel.tsx';
import { NewsPanel } from './news-panel.tsx';
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
  const check = useCheckAll();
  const isEmpty = statistics.data?.total === 0;
  const mayPool = useMay('accounts:read');
  const mayAnalyse = useMay('analytics:read');
  const mayMoney = useMay('finance:read') && mayAnalyse;
  const basis = useQuery({ ...trpc.metrics.basis.queryOptions(), enabled: mayAnalyse });
  const hasBusiness = (basis.data?.currencies.length ?? 0) > 0;
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('area')}
        description={t('description')}
        actions={isEmpty ? undefined : <CheckAllButton check={check} poolTotal={statistics.data?.total} />}
      />
      {statistics.error === null || statistics.data !== undefined ? null : (
        <ErrorState
          error={toConsoleError(statistics.error)}
          onRetry={() => void statistics.refetch()}
          retrying={statistics.isFetching}
        />
      )}
      {check.error === null || running.length > 0 ? null : (
        <ErrorState error={toConsoleError(check.error)} variant="inline" />
      )}
      {running.map((run) => (
        <RunningCheck key={run.id} run={run} />
      ))}
      {isEmpty ? <FirstRun /> : null}
      {isEmpty && !hasBusiness ? null : (
        <>
          <Paper className={classes['panel']}>
            <NewsPanel />
          </Paper>
          <div className={classes['columns']}>
            <Paper className={classes['panel']}>
              <AttentionList statistics={statistics.data} />
            </Paper>
            {mayMoney ? (
              <Paper className={classes['panel']}>
                <MoneyPanel />
              </Paper>
            ) : null}
          </div>
        </>
      )}
      {isEmpty || !mayPool ? null : (
        <>
          <PoolTiles statistics={statistics.data} />
          <div className={classes['columns']}>
            <Paper className={classes['panel']}>
              <LastChecks />
            </Paper>
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

/** Starts a check of the whole pool and shows it where its results come in. */
function useCheckAll() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  return useMutation(
    trpc.accounts.startCheck.mutationOptions({ onSuccess: () => void navigate({ to: '/accounts' }) }),
  );
}

type CheckAllButtonProps = {
  readonly check: ReturnType<typeof useCheckAll>;
  readonly poolTotal: number | undefined;
};

function CheckAllButton({ check, poolTotal }: CheckAllButtonProps) {
  const { t } = useTranslation('overview');
  const mayCheck = useMay('accounts:check');
  const reason = usePoolCheckReason(poolTotal);
  if (!mayCheck) return null;
  return (
    <GuardedButton
      leftSection={<IconShieldCheck size={16} aria-hidden />}
      loading={check.isPending}
      reason={reason}
      onClick={() => check.mutate({ selection: { kind: 'filter', filter: {} } })}
    >
      {t(reason === null ? 'actions.checkAll' : 'actions.checkRunning')}
    </GuardedButton>
  );
}
