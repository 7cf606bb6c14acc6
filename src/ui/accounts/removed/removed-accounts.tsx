import { useState } from 'react';
import { Anchor } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Removal, RemovedAccount, RemovedAccountState } from '#contract/account-removals.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { ExportButton } from '../../components/export/export-button.tsx';
import { Pager } from '../../components/layout/pager.tsx';
import { Section } from '../../components/layout/section.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import { LogOutOutcome } from './log-out-outcome.tsx';
import { isUnsettled, unsettledRefreshMs } from './removal-state.ts';
import classes from './removed.module.css';

const pageSize = 50;

const tones: Readonly<Record<RemovedAccountState, Tone>> = {
  restorable: 'info',
  gone: 'neutral',
  in_pool: 'positive',
  removed_again: 'neutral',
};

/** The accounts of a removal: whether each can come back, and how its log-out ended. */
export function RemovedAccounts({ removal }: { readonly removal: Removal }) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const [page, setPage] = useState(1);
  const read = useQuery({
    ...trpc.accounts.removedAccounts.queryOptions({
      removalId: removal.id,
      offset: (page - 1) * pageSize,
      limit: pageSize,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: isUnsettled(removal) ? unsettledRefreshMs : false,
  });
  return (
    <Section
      title={t('removed.accounts')}
      description={t('removed.accountsText')}
      actions={
        <ExportButton
          title={t('removed.accounts')}
          target={{ table: 'removed-accounts', input: { removalId: removal.id } }}
        />
      }
    >
      {read.data === undefined ? (
        <LoadingOrError read={read} lines={6} />
      ) : (
        <div className={classes['accounts']}>
          <AccountTable rows={read.data.rows} />
          <Pager page={page} pageSize={pageSize} total={read.data.total} onPage={setPage} />
        </div>
      )}
    </Section>
  );
}

function AccountTable({ rows }: { readonly rows: readonly RemovedAccount[] }) {
  const { t } = useTranslation('accounts');
  return (
    <DataTable
      label={t('removed.accounts')}
      stackOnPhone
      columns={[
        { label: t('removed.account') },
        { label: t('removed.accountState') },
        { label: t('removed.logOut') },
      ]}
      rows={rows.map((row) => ({
        id: row.accountId,
        cells: [
          <AccountName key="account" row={row} />,
          <ToneBadge key="state" tone={tones[row.state]}>
            {t(`removed.accountStates.${row.state}`)}
          </ToneBadge>,
          <LogOutOutcome key="logOut" logOut={row.logOut} />,
        ],
      }))}
    />
  );
}

function AccountName({ row }: { readonly row: RemovedAccount }) {
  const { t } = useTranslation('accounts');
  const name = row.displayName === '' ? t('unnamed') : row.displayName;
  return (
    <span className={classes['account']}>
      {row.state === 'in_pool' ? (
        <Anchor
          inherit
          renderRoot={(props) => <Link to="/accounts" search={{ account: row.accountId }} {...props} />}
        >
          {name}
        </Anchor>
      ) : (
        <span>{name}</span>
      )}
      <span className={classes['quiet']}>{row.phone ?? t('account', { id: row.accountId })}</span>
    </span>
  );
}
