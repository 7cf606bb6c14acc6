import { useMemo, useState } from 'react';
import { IconCash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PaymentId } from '#contract/ids.ts';
import type { PaymentRow } from '#contract/marketplace/payment.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import type { GridSelection } from '../../components/data-grid/grid-types.ts';
import { nothingSelected } from '../../components/data-grid/selection.ts';
import { sortToText } from '../../components/data-grid/sort-text.ts';
import type { GridSource } from '../../components/data-grid/use-grid-pages.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import classes from '../marketplace.module.css';
import { KeptPayments } from './kept-payments.tsx';
import { PaymentCard, usePaymentColumns } from './payment-columns.tsx';
import { PaymentFilters } from './payment-filters.tsx';
import {
  isFiltered,
  noFilter,
  paymentsFilter,
  paymentsSearchSchema,
  paymentsSort,
} from './payments-search.ts';

const paymentId = (payment: PaymentRow): PaymentId => payment.id;
const paymentCard = (payment: PaymentRow) => <PaymentCard payment={payment} />;

/** Money that came in and went out, and what waits or failed. A payment opens with its customer, who is where it is settled. */
export function PaymentsPage() {
  const { t } = useTranslation('payments');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchState(paymentsSearchSchema);
  const filter = useMemo(() => paymentsFilter(search), [search]);
  const sort = useMemo(() => paymentsSort(search), [search]);
  const { descending } = sort;
  const [selection, setSelection] = useState<GridSelection<PaymentId>>(nothingSelected);
  const columns = usePaymentColumns();
  const source = useMemo<GridSource<PaymentRow>>(
    () => ({
      key: [...trpc.marketplace.payments.queryKey(), 'grid', { filter, descending }],
      fetch: (offset, limit, signal) =>
        client.marketplace.payments.query({ filter, descending, offset, limit }, { signal }),
    }),
    [trpc, client, filter, descending],
  );
  return (
    <div className={classes['page']}>
      <PageHeader title={t('page')} />
      <KeptPayments filter={filter} />
      <DataGrid
        grid="payments"
        views="payments"
        label={t('page')}
        columns={columns}
        source={source}
        rowId={paymentId}
        rowLabel={({ id }) => t('payment', { id })}
        card={paymentCard}
        sort={sort}
        onSortChange={(next) => setSearch({ sort: sortToText(next) })}
        filters={<PaymentFilters filter={filter} onChange={setSearch} />}
        filtered={isFiltered(filter)}
        onClearFilters={() => setSearch(noFilter)}
        selection={selection}
        onSelectionChange={setSelection}
        exported={{ table: 'payments', input: { filter, descending } }}
        openRowId={null}
        onOpenRow={({ customer }) =>
          void navigate({ to: '/marketplace/customers', search: { customer: customer.id } })
        }
        empty={
          <EmptyState icon={IconCash} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        }
      />
    </div>
  );
}
