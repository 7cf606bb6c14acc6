import { useCallback, useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFileImport, IconLabel, IconPlus, IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account, AccountFilter } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import type { GridSelection } from '../../components/data-grid/grid-types.ts';
import { nothingSelected, selectedCount } from '../../components/data-grid/selection.ts';
import { sortToText } from '../../components/data-grid/sort-text.ts';
import type { GridSource } from '../../components/data-grid/use-grid-pages.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { AddAccount } from '../add/add-account.tsx';
import { CheckMenu } from '../checks/check-menu.tsx';
import { CheckPanel } from '../checks/check-panel.tsx';
import { useStartCheck } from '../checks/use-start-check.ts';
import { AccountDrawer } from '../detail/account-drawer.tsx';
import { AccountCard, useAccountColumns } from './account-columns.tsx';
import { ChangeLabels } from './change-labels.tsx';
import { FirstRun } from './first-run.tsx';
import { PoolFilters } from './pool-filters.tsx';
import {
  filterToSearch,
  isFiltered,
  noFilter,
  poolFilter,
  poolSearchSchema,
  poolSort,
} from './pool-search.ts';
import { PoolTiles } from './pool-tiles.tsx';
import { RemoveAccounts } from './remove-accounts.tsx';
import { selectionTarget } from './selection-target.ts';
import { useMay } from '../../app/use-may.ts';
import classes from './pool.module.css';

const accountId = (account: Account): AccountId => account.id;
const accountCard = (account: Account) => <AccountCard account={account} />;

/** The pool: its numbers, the check that runs, and every account. All that is set here stands in the URL. */
export function PoolPage() {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const mayCheck = useMay('accounts:check');
  const mayWrite = useMay('accounts:write');
  const [search, setSearch] = useSearchState(poolSearchSchema);
  const filter = useMemo(() => poolFilter(search), [search]);
  const sort = useMemo(() => poolSort(search), [search]);
  const [selection, setSelection] = useState<GridSelection<AccountId>>(nothingSelected);
  const [removing, setRemoving] = useState(false);
  const [labelling, setLabelling] = useState(false);
  const columns = useAccountColumns();
  const statistics = useQuery(trpc.accounts.statistics.queryOptions());
  const matching = useQuery(
    trpc.accounts.list.queryOptions({
      filter,
      sort: { column: 'id', descending: false },
      offset: 0,
      limit: 1,
    }),
  );
  const startCheck = useStartCheck();

  const filtered = isFiltered(filter);
  const isEmpty = statistics.data?.total === 0;
  const changeFilter = useCallback(
    (change: Partial<AccountFilter>) => setSearch(filterToSearch({ ...filter, ...change })),
    [filter, setSearch],
  );
  const source = useMemo<GridSource<Account>>(
    () => ({
      key: [...trpc.accounts.list.queryKey(), { filter, sort }],
      fetch: (offset, limit, signal) =>
        client.accounts.list.query({ filter, sort, offset, limit }, { signal }),
    }),
    [trpc, client, filter, sort],
  );
  const openAccount = useCallback((account: Account) => setSearch({ account: account.id }), [setSearch]);
  const openAdd = () => setSearch({ add: true });

  const selected = selectedCount(selection, matching.data?.total ?? 0);
  const target = useMemo(() => selectionTarget(selection, filter), [selection, filter]);
  const checkSelection = () => {
    if (target !== null)
      startCheck.mutate({ selection: target }, { onSuccess: () => setSelection(nothingSelected) });
  };
  const bulkActions = (
    <>
      {mayCheck ? (
        <GuardedButton
          size="compact-sm"
          leftSection={<IconShieldCheck size={15} aria-hidden />}
          loading={startCheck.isPending}
          onClick={checkSelection}
        >
          {t('check.selected', { count: selected, number: integer(selected) })}
        </GuardedButton>
      ) : null}
      {mayWrite ? (
        <GuardedButton
          queues
          size="compact-sm"
          variant="default"
          leftSection={<IconLabel size={15} aria-hidden />}
          onClick={() => setLabelling(true)}
        >
          {t('labels.open')}
        </GuardedButton>
      ) : null}
      {mayWrite ? (
        <GuardedButton
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => setRemoving(true)}
        >
          {t('remove.open')}
        </GuardedButton>
      ) : null}
    </>
  );
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('area')}
        actions={
          <>
            {mayWrite ? (
              <Button
                component={Link}
                to="/accounts/import"
                variant="default"
                leftSection={<IconFileImport size={16} aria-hidden />}
              >
                {t('import.open')}
              </Button>
            ) : null}
            {mayWrite ? (
              <GuardedButton
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={openAdd}
              >
                {t('add.open')}
              </GuardedButton>
            ) : null}
            {mayCheck && !isEmpty ? (
              <CheckMenu
                filter={filter}
                filtered={filtered}
                matching={matching.data?.total}
                poolTotal={statistics.data?.total}
              />
            ) : null}
          </>
        }
      />
      {isEmpty ? null : <PoolTiles statistics={statistics.data} filter={filter} onFilter={changeFilter} />}
      <CheckPanel />
      <DataGrid
        grid="accounts"
        label={t('area')}
        columns={columns}
        source={source}
        rowId={accountId}
        rowLabel={(account) => t('account', { id: account.id })}
        card={accountCard}
        sort={sort}
        onSortChange={(next) => setSearch({ sort: sortToText(next) })}
        filters={<PoolFilters filter={filter} onChange={changeFilter} />}
        filtered={filtered}
        onClearFilters={() => setSearch(noFilter)}
        views="accounts"
        selection={selection}
        onSelectionChange={setSelection}
        bulkActions={mayCheck || mayWrite ? bulkActions : undefined}
        exported={{ table: 'accounts', input: { filter, sort } }}
        openRowId={search.account ?? null}
        onOpenRow={openAccount}
        empty={<FirstRun onAdd={mayWrite ? openAdd : null} />}
      />
      <AccountDrawer
        id={search.account ?? null}
        part={search.part ?? 'account'}
        onPartChange={(part) => setSearch({ part: part === 'account' ? undefined : part })}
        onClose={() => setSearch({ account: undefined, part: undefined })}
      />
      <AddAccount
        opened={search.add === true}
        onClose={() => setSearch({ add: undefined })}
        onAdded={(id) => setSearch({ add: undefined, account: id })}
      />
      <ChangeLabels
        opened={labelling}
        count={selected}
        selection={target}
        onClose={() => setLabelling(false)}
      />
      <RemoveAccounts
        opened={removing}
        count={selected}
        selection={target}
        onClose={() => setRemoving(false)}
        onRemoved={() => {
          setRemoving(false);
          setSelection(nothingSelected);
        }}
      />
    </div>
  );
}
