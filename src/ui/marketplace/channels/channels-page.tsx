import { useMemo, useState } from 'react';
import { IconBroadcast, IconGavel, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '#contract/ids.ts';
import type { Channel } from '#contract/marketplace/channel.ts';
import { mostDecidedAtOnce } from '#contract/marketplace/channel-contract.ts';
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
import { AddChannel } from './add-channel.tsx';
import { ChannelCard, useChannelColumns } from './channel-columns.tsx';
import { ChannelDrawer } from './channel-drawer.tsx';
import { ChannelFilters } from './channel-filters.tsx';
import {
  channelsFilter,
  channelsSearchSchema,
  channelsSort,
  isFiltered,
  noFilter,
} from './channels-search.ts';
import { DecideMany } from './decide-many.tsx';

const channelId = (channel: Channel): ChannelId => channel.id;
const channelCard = (channel: Channel) => <ChannelCard channel={channel} />;

/** Every channel of the marketplace. All that is set here stands in the URL. */
export function ChannelsPage() {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const mayWrite = useMay('marketplace:write');
  const [search, setSearch] = useSearchState(channelsSearchSchema);
  const filter = useMemo(() => channelsFilter(search), [search]);
  const sort = useMemo(() => channelsSort(search), [search]);
  const [selection, setSelection] = useState<GridSelection<ChannelId>>(nothingSelected);
  // As they were chosen: what is decided may leave the filter that chose it.
  const [deciding, setDeciding] = useState<readonly ChannelId[]>([]);
  const columns = useChannelColumns();
  const source = useMemo<GridSource<Channel>>(
    () => ({
      key: [...trpc.channels.list.queryKey(), 'grid', { filter, sort }],
      fetch: (offset, limit, signal) =>
        client.channels.list.query({ filter, sort, offset, limit }, { signal }),
    }),
    [trpc, client, filter, sort],
  );
  const everything = useQuery({
    ...trpc.channels.list.queryOptions({ filter, sort, offset: 0, limit: mostDecidedAtOnce }),
    enabled: selection.kind === 'filter',
    placeholderData: keepPreviousData,
  });
  const selected =
    selection.kind === 'ids'
      ? [...selection.ids]
      : selection.kind === 'filter'
        ? (everything.data?.rows.map(channelId) ?? [])
        : [];
  const tooMany =
    selected.length > mostDecidedAtOnce ||
    (selection.kind === 'filter' && (everything.data?.total ?? Infinity) > mostDecidedAtOnce);
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t('channels.page')}
        actions={
          mayWrite ? (
            <GuardedButton
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setSearch({ add: true })}
            >
              {t('channels.add')}
            </GuardedButton>
          ) : undefined
        }
      />
      <DataGrid
        grid="channels"
        label={t('channels.page')}
        columns={columns}
        source={source}
        rowId={channelId}
        rowLabel={(channel) => channel.title}
        card={channelCard}
        sort={sort}
        onSortChange={(next) => setSearch({ sort: sortToText(next) })}
        filters={<ChannelFilters filter={filter} onChange={setSearch} />}
        filtered={isFiltered(filter)}
        onClearFilters={() => setSearch(noFilter)}
        views="channels"
        selection={selection}
        onSelectionChange={setSelection}
        exported={{ table: 'channels', input: { filter, sort } }}
        bulkActions={
          mayWrite ? (
            <GuardedButton
              size="compact-sm"
              leftSection={<IconGavel size={15} aria-hidden />}
              reason={tooMany ? t('channels.bulk.tooMany', { most: mostDecidedAtOnce }) : null}
              onClick={() => setDeciding(selected)}
            >
              {t('channels.bulk.open')}
            </GuardedButton>
          ) : undefined
        }
        openRowId={search.channel ?? null}
        onOpenRow={(channel) => setSearch({ channel: channel.id })}
        empty={
          <EmptyState icon={IconBroadcast} title={t('channels.none')}>
            {t('channels.noneText')}
          </EmptyState>
        }
      />
      <ChannelDrawer
        id={search.channel ?? null}
        part={search.part ?? 'overview'}
        onPartChange={(part) => setSearch({ part: part === 'overview' ? undefined : part })}
        onClose={() => setSearch({ channel: undefined, part: undefined })}
      />
      <AddChannel
        opened={search.add === true}
        onClose={() => setSearch({ add: undefined })}
        onAdded={(channel) => setSearch({ add: undefined, channel })}
      />
      <DecideMany
        opened={deciding.length > 0}
        ids={deciding}
        onClose={() => {
          setDeciding([]);
          setSelection(nothingSelected);
        }}
      />
    </div>
  );
}
