import { useMemo, useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import { IconArrowsExchange, IconPlus, IconReceipt } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderId } from '#contract/ids.ts';
import { mostMovedAtOnce } from '#contract/marketplace/contract.ts';
import type { OrderRow } from '#contract/marketplace/order.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { ClearFilters } from '../../components/data-grid/clear-filters.tsx';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import type { GridSelection } from '../../components/data-grid/grid-types.ts';
import { nothingSelected } from '../../components/data-grid/selection.ts';
import { sortToText } from '../../components/data-grid/sort-text.ts';
import type { GridSource } from '../../components/data-grid/use-grid-pages.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { SavedViews } from '../../components/views/saved-views.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { useMay } from '../../app/use-may.ts';
import classes from '../marketplace.module.css';
import { CreateOrder } from './create-order.tsx';
import { KeptNotice } from './kept-notice.tsx';
import { MoveOrders } from './move-orders.tsx';
import { OrderBoard } from './order-board.tsx';
import { OrderCard, useOrderColumns } from './order-columns.tsx';
import { OrderDrawer } from './order-drawer.tsx';
import { OrderFilters } from './order-filters.tsx';
import { isFiltered, noFilter, ordersFilter, ordersSearchSchema, ordersSort } from './orders-search.ts';

const orderId = (order: OrderRow): OrderId => order.id;
const orderCard = (order: OrderRow) => <OrderCard order={order} />;

/** Every order, as a list or as a board by status. All that is set here stands in the URL. */
export function OrdersPage() {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const mayWrite = useMay('marketplace:write');
  const [search, setSearch] = useSearchState(ordersSearchSchema);
  const filter = useMemo(() => ordersFilter(search), [search]);
  const sort = useMemo(() => ordersSort(search), [search]);
  const [selection, setSelection] = useState<GridSelection<OrderId>>(nothingSelected);
  // As they were chosen: what is moved may leave the filter that chose it.
  const [moving, setMoving] = useState<readonly OrderId[]>([]);
  const columns = useOrderColumns();
  const { descending } = sort;
  const source = useMemo<GridSource<OrderRow>>(
    () => ({
      key: [...trpc.marketplace.orders.queryKey(), 'grid', { filter, descending }],
      fetch: (offset, limit, signal) =>
        client.marketplace.orders.query({ filter, descending, offset, limit }, { signal }),
    }),
    [trpc, client, filter, descending],
  );
  const everything = useQuery({
    ...trpc.marketplace.orders.queryOptions({ filter, descending, offset: 0, limit: mostMovedAtOnce }),
    enabled: selection.kind === 'filter',
    placeholderData: keepPreviousData,
  });
  const selected =
    selection.kind === 'ids'
      ? [...selection.ids]
      : selection.kind === 'filter'
        ? (everything.data?.rows.map(orderId) ?? [])
        : [];
  const tooMany =
    selected.length > mostMovedAtOnce ||
    (selection.kind === 'filter' && (everything.data?.total ?? Infinity) > mostMovedAtOnce);
  const filters = <OrderFilters filter={filter} onChange={setSearch} />;
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('orders.page')}
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label={t('orders.view')}
              value={search.view ?? 'grid'}
              onChange={(view) => setSearch({ view: view === 'board' ? 'board' : undefined })}
              data={[
                { value: 'grid', label: t('orders.grid') },
                { value: 'board', label: t('orders.board') },
              ]}
            />
            {mayWrite ? (
              <GuardedButton
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => setSearch({ add: true })}
              >
                {t('orders.new')}
              </GuardedButton>
            ) : null}
          </>
        }
      />
      <KeptNotice filter={filter} onOpen={(order) => setSearch({ order })} />
      {search.view === 'board' ? (
        <>
          <div className={classes['toolbar']}>
            {filters}
            {isFiltered(filter) ? <ClearFilters onClear={() => setSearch(noFilter)} /> : null}
            <SavedViews page="orders" />
          </div>
          <OrderBoard
            filter={filter}
            onOpen={(order) => setSearch({ order })}
            onStatus={(status) => setSearch({ view: undefined, status: [status] })}
          />
        </>
      ) : (
        <DataGrid
          grid="orders"
          label={t('orders.page')}
          columns={columns}
          source={source}
          rowId={orderId}
          rowLabel={(order) => t('order', { id: order.id })}
          card={orderCard}
          sort={sort}
          onSortChange={(next) => setSearch({ sort: sortToText(next) })}
          filters={filters}
          filtered={isFiltered(filter)}
          onClearFilters={() => setSearch(noFilter)}
          views="orders"
          selection={selection}
          onSelectionChange={setSelection}
          bulkActions={
            mayWrite ? (
              <GuardedButton
                size="compact-sm"
                leftSection={<IconArrowsExchange size={15} aria-hidden />}
                reason={tooMany ? t('bulk.tooMany', { most: mostMovedAtOnce }) : null}
                onClick={() => setMoving(selected)}
              >
                {t('bulk.open')}
              </GuardedButton>
            ) : undefined
          }
          exported={{ table: 'orders', input: { filter, descending } }}
          openRowId={search.order ?? null}
          onOpenRow={(order) => setSearch({ order: order.id })}
          empty={
            <EmptyState icon={IconReceipt} title={t('orders.none')}>
              {t('orders.noneText')}
            </EmptyState>
          }
        />
      )}
      <OrderDrawer
        id={search.order ?? null}
        part={search.part ?? 'overview'}
        onPartChange={(part) => setSearch({ part: part === 'overview' ? undefined : part })}
        onClose={() => setSearch({ order: undefined, part: undefined })}
      />
      <CreateOrder
        opened={search.add === true}
        listingId={search.listing ?? null}
        onClose={() => setSearch({ add: undefined, listing: undefined })}
        onCreated={(order) => setSearch({ add: undefined, listing: undefined, order })}
      />
      <MoveOrders
        opened={moving.length > 0}
        ids={moving}
        onClose={() => {
          setMoving([]);
          setSelection(nothingSelected);
        }}
      />
    </div>
  );
}
