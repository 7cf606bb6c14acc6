import { useMemo, useState } from 'react';
import { IconPlus, IconTag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListingId } from '#contract/ids.ts';
import type { Listing } from '#contract/marketplace/listing.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import type { GridSelection } from '../../components/data-grid/grid-types.ts';
import { nothingSelected } from '../../components/data-grid/selection.ts';
import { sortToText } from '../../components/data-grid/sort-text.ts';
import type { GridSource } from '../../components/data-grid/use-grid-pages.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import classes from '../marketplace.module.css';
import { CreateListing } from './create-listing.tsx';
import { ListingCard, useListingColumns } from './listing-columns.tsx';
import { ListingDrawer } from './listing-drawer.tsx';
import { ListingFilters } from './listing-filters.tsx';
import {
  isFiltered,
  listingsFilter,
  listingsSearchSchema,
  listingsSort,
  noFilter,
} from './listings-search.ts';

const listingId = (listing: Listing): ListingId => listing.id;
const listingCard = (listing: Listing) => <ListingCard listing={listing} />;

/** The catalogue: what can be bought, where, and for how much. All that is set here stands in the URL. */
export function ListingsPage() {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const mayWrite = useMay('marketplace:write');
  const [search, setSearch] = useSearchState(listingsSearchSchema);
  const filter = useMemo(() => listingsFilter(search), [search]);
  const sort = useMemo(() => listingsSort(search), [search]);
  const [selection, setSelection] = useState<GridSelection<ListingId>>(nothingSelected);
  const columns = useListingColumns();
  const source = useMemo<GridSource<Listing>>(
    () => ({
      key: [...trpc.listings.list.queryKey(), 'grid', { filter, sort }],
      fetch: (offset, limit, signal) =>
        client.listings.list.query({ filter, sort, offset, limit }, { signal }),
    }),
    [trpc, client, filter, sort],
  );
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('listings.page')}
        actions={
          mayWrite ? (
            <GuardedButton
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setSearch({ add: true })}
            >
              {t('listings.add')}
            </GuardedButton>
          ) : undefined
        }
      />
      <DataGrid
        grid="listings"
        label={t('listings.page')}
        columns={columns}
        source={source}
        rowId={listingId}
        rowLabel={(listing) => t('listings.listing', { id: listing.id })}
        card={listingCard}
        sort={sort}
        onSortChange={(next) => setSearch({ sort: sortToText(next) })}
        filters={<ListingFilters search={search} onChange={setSearch} />}
        filtered={isFiltered(search)}
        onClearFilters={() => setSearch(noFilter)}
        views="listings"
        selection={selection}
        onSelectionChange={setSelection}
        exported={{ table: 'listings', input: { filter, sort } }}
        openRowId={search.listing ?? null}
        onOpenRow={(listing) => setSearch({ listing: listing.id })}
        empty={
          <EmptyState icon={IconTag} title={t('listings.none')}>
            {t('listings.noneText')}
          </EmptyState>
        }
      />
      <ListingDrawer id={search.listing ?? null} onClose={() => setSearch({ listing: undefined })} />
      <CreateListing
        opened={search.add === true}
        channelId={search.channel ?? null}
        onClose={() => setSearch({ add: undefined, channel: undefined })}
        onCreated={(listing) => setSearch({ add: undefined, channel: undefined, listing })}
      />
    </div>
  );
}
