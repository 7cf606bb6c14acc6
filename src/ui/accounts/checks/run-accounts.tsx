import { useState } from 'react';
import { Anchor, SegmentedControl } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  checkRunAccountChoices,
  type CheckRun,
  type CheckRunAccount,
  type CheckRunAccountChoice,
} from '#contract/account-checks.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Pager } from '../../components/layout/pager.tsx';
import { Section } from '../../components/layout/section.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { useMay } from '../../app/use-may.ts';
import { StandingBadge } from '../standing/standing-badge.tsx';
import { useStartCheck } from './use-start-check.ts';
import { useUnanswered } from './use-unanswered.ts';
import classes from './checks.module.css';

const pageSize = 50;

/** The accounts of a run, with the way to each and what to do about those that were not reached. */
export function RunAccounts({ run }: { readonly run: CheckRun }) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const [only, setOnly] = useState<CheckRunAccountChoice>('all');
  const [page, setPage] = useState(1);
  const counts = { all: run.checked, changed: run.changed, unreachable: run.failed };
  return (
    <Section
      title={t('checks.accounts')}
      description={t('checks.accountsText')}
      actions={<CheckAgain run={run} />}
    >
      <div className={classes['accounts']}>
        <SegmentedControl<CheckRunAccountChoice>
          className={classes['choice'] ?? ''}
          aria-label={t('checks.show')}
          value={only}
          onChange={(choice) => {
            setOnly(choice);
            setPage(1);
          }}
          data={checkRunAccountChoices.map((value) => ({
            value,
            label: t(`checks.only.${value}`, { number: integer(counts[value]) }),
          }))}
        />
        <AccountPage run={run} only={only} page={page} onPage={setPage} />
      </div>
    </Section>
  );
}

type AccountPageProps = {
  readonly run: CheckRun;
  readonly only: CheckRunAccountChoice;
  readonly page: number;
  readonly onPage: (page: number) => void;
};

function AccountPage({ run, only, page, onPage }: AccountPageProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const read = useQuery({
    ...trpc.accounts.checkRunAccounts.queryOptions({
      runId: run.id,
      only,
      offset: (page - 1) * pageSize,
      limit: pageSize,
    }),
    placeholderData: keepPreviousData,
  });
  if (read.data === undefined) {
    if (read.error === null) return <LoadingState lines={6} />;
    return <ErrorState error={toConsoleError(read.error)} onRetry={() => void read.refetch()} />;
  }
  const { rows, total } = read.data;
  if (total === 0) return <p className={classes['none']}>{t(`checks.noneOf.${only}`)}</p>;
  return (
    <>
      <DataTable
        label={t('checks.accounts')}
        stackOnPhone
        columns={[
          { label: t('checks.accountOne') },
          { label: t('detail.outcome') },
          { label: t('detail.change') },
          { label: t('detail.latency'), align: 'end' },
        ]}
        rows={rows.map((row) => ({
          id: row.accountId,
          cells: [
            <AccountName key="account" row={row} />,
            <span key="outcome" className={classes['outcome']}>
              <StandingBadge standing={row.outcome} />
              {row.errorCode === null ? null : <code className={classes['code']}>{row.errorCode}</code>}
            </span>,
            <StandingChange key="change" row={row} />,
            row.latencyMs === null ? '—' : t('detail.milliseconds', { value: integer(row.latencyMs) }),
          ],
        }))}
      />
      <Pager page={page} pageSize={pageSize} total={total} onPage={onPage} />
    </>
  );
}

function AccountName({ row }: { readonly row: CheckRunAccount }) {
  const { t } = useTranslation('accounts');
  const name = row.displayName === '' ? t('unnamed') : row.displayName;
  return (
    <span className={classes['account']}>
      {row.inPool ? (
        <Anchor
          inherit
          renderRoot={(props) => <Link to="/accounts" search={{ account: row.accountId }} {...props} />}
        >
          {name}
        </Anchor>
      ) : (
        <span>{t('checks.removed', { name })}</span>
      )}
      <span className={classes['quiet']}>{row.phone ?? t('account', { id: row.accountId })}</span>
    </span>
  );
}

function StandingChange({ row }: { readonly row: CheckRunAccount }) {
  const { t } = useTranslation('accounts');
  if (row.outcome === 'unreachable' && row.reachedSince) return <>{t('checks.reachedSince')}</>;
  const { standingBefore: before, standingAfter: after } = row;
  if (before === null || after === null || before === after) return <>—</>;
  const names = { before: t(`standing.${before}.name`), after: t(`standing.${after}.name`) };
  return <>{t('detail.changed', names)}</>;
}

/** Checks once more what this run could not reach and nobody has reached since. */
function CheckAgain({ run }: { readonly run: CheckRun }) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const navigate = useNavigate();
  const mayCheck = useMay('accounts:check');
  const start = useStartCheck();
  const unanswered = useUnanswered(run.state === 'running' ? null : run)?.ids ?? [];
  if (!mayCheck || unanswered.length === 0) return null;
  return (
    <GuardedButton
      variant="default"
      leftSection={<IconShieldCheck size={16} aria-hidden />}
      loading={start.isPending}
      onClick={() =>
        start.mutate(
          { selection: { kind: 'ids', ids: [...unanswered] } },
          { onSuccess: ({ runId }) => void navigate({ to: `/accounts/checks/${runId}` }) },
        )
      }
    >
      {t('checks.again', { count: unanswered.length, number: integer(unanswered.length) })}
    </GuardedButton>
  );
}
