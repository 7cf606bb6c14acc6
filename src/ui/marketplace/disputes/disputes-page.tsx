import { useMemo, useState } from 'react';
import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DisputeRow } from '#contract/disputes.ts';
import type { DisputeId } from '#contract/ids.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import type { GridSelection, GridSort } from '../../components/data-grid/grid-types.ts';
import { nothingSelected } from '../../components/data-grid/selection.ts';
import type { GridSource } from '../../components/data-grid/use-grid-pages.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import classes from '../marketplace.module.css';
import { DisputeCard, useDisputeColumns } from './dispute-columns.tsx';
import { DisputeCounts } from './dispute-counts.tsx';
import { DisputeDrawer } from './dispute-drawer.tsx';
import { DisputeFilters } from './dispute-filters.tsx';
import { disputesFilter, disputesSearchSchema, isFiltered, noFilter } from './disputes-search.ts';

const disputeId = (dispute: DisputeRow): DisputeId => dispute.id;
const disputeCard = (dispute: DisputeRow) => <DisputeCard dispute={dispute} />;
/** A queue has the one order that it is worked off in. */
const queueOrder: GridSort = { column: 'queue', descending: false };

/** What waits for a person, by urgency and age, what waits for the rules, and what was decided. */
export function DisputesPage() {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [search, setSearch] = useSearchState(disputesSearchSchema);
  const filter = useMemo(() => disputesFilter(search), [search]);
  const [selection, setSelection] = useState<GridSelection<DisputeId>>(nothingSelected);
  const columns = useDisputeColumns();
  const source = useMemo<GridSource<DisputeRow>>(
    () => ({
      key: [...trpc.disputes.list.queryKey(), 'grid', { filter }],
      fetch: (offset, limit, signal) => client.disputes.list.query({ filter, offset, limit }, { signal }),
    }),
    [trpc, client, filter],
  );
  const ofOrder = useQuery({
    ...trpc.disputes.list.queryOptions({ filter: { orderId: search.ofOrder ?? 0 }, offset: 0, limit: 1 }),
    enabled: search.ofOrder !== undefined,
  });
  const opened =
    search.dispute ?? (search.ofOrder === undefined ? null : (ofOrder.data?.rows[0]?.id ?? null));
  return (
    <div className={classes['page']}>
      <PageHeader title={t('disputes.page')} />
      <DisputeCounts
        chosen={filter.states}
        onChange={(state) => setSearch({ state: state.length === 0 ? undefined : state })}
      />
      <DataGrid
        grid="disputes"
        label={t('disputes.page')}
        columns={columns}
        source={source}
        rowId={disputeId}
        rowLabel={({ id }) => t('disputes.dispute', { id })}
        card={disputeCard}
        sort={queueOrder}
        onSortChange={() => undefined}
        filters={<DisputeFilters filter={filter} onChange={setSearch} />}
        filtered={isFiltered(filter)}
        onClearFilters={() => setSearch(noFilter)}
        views="disputes"
        selection={selection}
        onSelectionChange={setSelection}
        exported={{ table: 'disputes', input: { filter } }}
        openRowId={opened}
        onOpenRow={({ id }) => setSearch({ dispute: id, ofOrder: undefined })}
        empty={
          <EmptyState icon={IconScale} title={t('disputes.none')}>
            {t('disputes.noneText')}
          </EmptyState>
        }
      />
      <DisputeDrawer id={opened} onClose={() => setSearch({ dispute: undefined, ofOrder: undefined })} />
    </div>
  );
}
