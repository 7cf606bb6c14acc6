import { useMemo, useState } from 'react';
import { IconUserPlus, IconUserShield, IconUserStar, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#contract/ids.ts';
import type { Customer } from '#contract/marketplace/customer.ts';
import { customerRoles, customerStates } from '#contract/marketplace/customers.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import type { GridColumn, GridSelection } from '../../components/data-grid/grid-types.ts';
import { nothingSelected } from '../../components/data-grid/selection.ts';
import { sortToText } from '../../components/data-grid/sort-text.ts';
import type { GridSource } from '../../components/data-grid/use-grid-pages.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { useMay } from '../../app/use-may.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import classes from '../marketplace.module.css';
import { CustomerFilters } from './customer-filters.tsx';
import { CustomerNarrowing } from './customer-narrowing.tsx';
import { CustomerFormDialog } from './customer-form-dialog.tsx';
import { CustomerStateBadge } from './customer-badges.tsx';
import { CustomerDrawer } from './customer-drawer.tsx';
import {
  customersFilter,
  customersSearchSchema,
  customersSort,
  isFiltered,
  noFilter,
} from './customers-search.ts';

const customerId = (customer: Customer): CustomerId => customer.id;
const customerCard = (customer: Customer) => <CustomerCard customer={customer} />;

/** Who trades on the marketplace. All that is set here stands in the URL. */
export function CustomersPage() {
  const { t } = useTranslation('marketplace');
  const { t: customersText } = useTranslation('customers');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [search, setSearch] = useSearchState(customersSearchSchema);
  const filter = useMemo(() => customersFilter(search), [search]);
  const sort = useMemo(() => customersSort(search), [search]);
  const [selection, setSelection] = useState<GridSelection<CustomerId>>(nothingSelected);
  const columns = useCustomerColumns();
  const source = useMemo<GridSource<Customer>>(
    () => ({
      key: [...trpc.marketplace.customers.queryKey(), 'grid', { filter, sort }],
      fetch: (offset, limit, signal) =>
        client.marketplace.customers.query({ filter, sort, offset, limit }, { signal }),
    }),
    [trpc, client, filter, sort],
  );
  const mayWrite = useMay('marketplace:write');
  const filtered = isFiltered(search);
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('customers.page')}
        actions={
          mayWrite ? (
            <GuardedButton
              leftSection={<IconUserPlus size={16} aria-hidden />}
              onClick={() => setSearch({ add: true })}
            >
              {customersText('add')}
            </GuardedButton>
          ) : undefined
        }
      />
      <DataGrid
        grid="customers"
        label={t('customers.page')}
        columns={columns}
        source={source}
        rowId={customerId}
        rowLabel={(customer) => t('customer', { id: customer.id })}
        card={customerCard}
        sort={sort}
        onSortChange={(next) => setSearch({ sort: sortToText(next) })}
        filters={
          <>
            <GridSearch
              value={filter.search}
              onChange={(q) => setSearch({ q: q === '' ? undefined : q })}
              placeholder={t('customers.search')}
            />
            <ChoiceFilter
              label={t('customers.role')}
              icon={<IconUserStar size={15} aria-hidden />}
              choices={customerRoles.map((role) => ({ value: role, label: t(`customers.roles.${role}`) }))}
              chosen={filter.roles}
              onChange={(role) => setSearch({ role: role.length === 0 ? undefined : role })}
            />
            <ChoiceFilter
              label={t('customers.state')}
              icon={<IconUserShield size={15} aria-hidden />}
              choices={customerStates.map((state) => ({
                value: state,
                label: t(`customers.states.${state}`),
              }))}
              chosen={filter.states}
              onChange={(state) => setSearch({ state: state.length === 0 ? undefined : state })}
            />
            <CustomerFilters search={search} onChange={setSearch} />
            <CustomerNarrowing filter={filter} onChange={setSearch} />
          </>
        }
        filtered={filtered}
        onClearFilters={() => setSearch(noFilter)}
        views="customers"
        selection={selection}
        onSelectionChange={setSelection}
        exported={{ table: 'customers', input: { filter, sort } }}
        openRowId={search.customer ?? null}
        onOpenRow={(customer) => setSearch({ customer: customer.id })}
        empty={
          <EmptyState icon={IconUsersGroup} title={t('customers.none')}>
            {t('customers.noneText')}
          </EmptyState>
        }
      />
      <CustomerFormDialog
        opened={search.add === true}
        customer={null}
        onClose={() => setSearch({ add: undefined })}
        onAdded={(customer) => setSearch({ add: undefined, customer })}
      />
      <CustomerDrawer
        id={search.customer ?? null}
        part={search.part ?? 'overview'}
        onPartChange={(part) => setSearch({ part: part === 'overview' ? undefined : part })}
        onClose={() => setSearch({ customer: undefined, part: undefined })}
      />
    </div>
  );
}

function useCustomerColumns(): readonly GridColumn<Customer>[] {
  const { t } = useTranslation('marketplace');
  return useMemo(
    () => [
      {
        id: 'id',
        label: t('columns.id'),
        width: 76,
        sortable: true,
        required: true,
        cell: ({ id }) => <span className={classes['quiet']}>{id}</span>,
      },
      {
        id: 'name',
        label: t('columns.name'),
        width: 200,
        grow: true,
        sortable: true,
        cell: ({ name }) => <bdi>{name}</bdi>,
      },
      { id: 'role', label: t('columns.role'), width: 110, cell: ({ role }) => t(`customers.roles.${role}`) },
      {
        id: 'state',
        label: t('columns.state'),
        width: 124,
        sortable: true,
        descendingFirst: true,
        cell: ({ state }) => <CustomerStateBadge state={state} quiet />,
      },
      {
        id: 'riskScore',
        label: t('columns.risk'),
        width: 84,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ riskScore }) => riskScore,
      },
      {
        id: 'verified',
        label: t('columns.verified'),
        width: 120,
        cell: ({ verifiedAt }) => t(verifiedAt === null ? 'customers.unverified' : 'customers.verified'),
      },
      {
        id: 'country',
        label: t('columns.country'),
        width: 100,
        sortable: true,
        cell: ({ country }) => country ?? '—',
      },
      {
        id: 'lastActiveAt',
        label: t('columns.lastActiveAt'),
        width: 116,
        sortable: true,
        descendingFirst: true,
        cell: ({ lastActiveAt }) => <RelativeTimeText at={lastActiveAt} inTable />,
      },
    ],
    [t],
  );
}

function CustomerCard({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>
          <bdi>{customer.name}</bdi>
        </span>
        <span className={classes['quiet']}>#{customer.id}</span>
      </span>
      <span className={classes['cardLine']}>
        <CustomerStateBadge state={customer.state} quiet />
        <span className={classes['quiet']}>{t(`customers.roles.${customer.role}`)}</span>
      </span>
    </>
  );
}
