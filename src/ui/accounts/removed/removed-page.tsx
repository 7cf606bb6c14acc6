import { useState } from 'react';
import { Anchor, Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Removal } from '#contract/account-removals.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Pager } from '../../components/layout/pager.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { DateTimeText } from '../../components/time/date-time-text.tsx';
import { BringBack, RemovalStateBadge, useLogOutWords } from './removal-parts.tsx';
import { isUnsettled, unsettledRefreshMs } from './removal-state.ts';
import classes from './removed.module.css';

const pageSize = 50;

/** What left the pool, newest first. */
export function RemovedPage() {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const [page, setPage] = useState(1);
  const removals = useQuery({
    ...trpc.accounts.removals.queryOptions({ offset: (page - 1) * pageSize, limit: pageSize }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.rows.some(isUnsettled) ? unsettledRefreshMs : false),
  });
  const { data, error } = removals;
  return (
    <div className={classes['page']}>
      <PageHeader title={t('removed.title')} description={t('removed.description')} />
      {data === undefined ? (
        error === null ? (
          <LoadingState lines={8} />
        ) : (
          <ErrorState
            error={toConsoleError(error)}
            onRetry={() => void removals.refetch()}
            retrying={removals.isFetching}
          />
        )
      ) : data.total === 0 ? (
        <EmptyState
          icon={IconUserMinus}
          title={t('removed.none')}
          actions={
            <Button component={Link} to="/accounts" variant="default" size="xs">
              {t('removed.toPool')}
            </Button>
          }
        >
          {t('removed.noneText')}
        </EmptyState>
      ) : (
        <>
          <RemovalTable removals={data.rows} />
          <Pager page={page} pageSize={pageSize} total={data.total} onPage={setPage} />
        </>
      )}
    </div>
  );
}

function RemovalTable({ removals }: { readonly removals: readonly Removal[] }) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const logOutWords = useLogOutWords();
  return (
    <DataTable
      label={t('removed.title')}
      stackOnPhone
      columns={[
        { label: t('removed.when') },
        { label: t('removed.by') },
        { label: t('removed.accounts'), align: 'end' },
        { label: t('removed.state') },
        { label: t('removed.logOuts') },
        { label: t('removed.action'), align: 'end' },
      ]}
      rows={removals.map((removal) => ({
        id: removal.id,
        cells: [
          <Anchor key="removal" component={Link} to={`/accounts/removed/${removal.id}`} inherit>
            <DateTimeText at={removal.removedAt} />
          </Anchor>,
          removal.removedBy,
          integer(removal.accounts),
          <RemovalStateBadge key="state" removal={removal} />,
          logOutWords(removal),
          removal.restorable === 0 ? '—' : <BringBack key="back" removal={removal} small />,
        ],
      }))}
    />
  );
}
