import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Listing } from '#contract/marketplace/listing.ts';
import type { GridColumn } from '../../components/data-grid/grid-types.ts';
import { MoneyText } from '../../components/money/money-text.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { ChannelStateBadge } from '../channels/channel-state-badge.tsx';
import classes from '../marketplace.module.css';
import { ListingStateBadge } from './listing-state-badge.tsx';

/** What a listing is worth saying of its state: that of its channel, where that is what keeps it from being sold. */
export function SaleState({ listing }: { readonly listing: Listing }) {
  const { state, channel } = listing;
  return state === 'active' && channel.state !== 'approved' ? (
    <ChannelStateBadge state={channel.state} quiet />
  ) : (
    <ListingStateBadge state={state} quiet />
  );
}

export function useListingColumns(): readonly GridColumn<Listing>[] {
  const { t } = useTranslation('marketplace');
  const { integer, percent } = useNumberFormats();
  return useMemo(
    () => [
      {
        id: 'channel',
        label: t('listings.columns.channel'),
        width: 190,
        grow: true,
        sortable: true,
        required: true,
        cell: ({ channel }) => <bdi>{channel.title}</bdi>,
      },
      {
        id: 'format',
        label: t('columns.format'),
        width: 90,
        sortable: true,
        cell: ({ format }) => t(`formats.${format}`),
      },
      {
        id: 'price',
        label: t('listings.columns.price'),
        width: 130,
        align: 'end',
        sortable: true,
        cell: ({ price }) => <MoneyText money={price} />,
      },
      {
        id: 'cpm',
        label: t('listings.columns.cpm'),
        width: 118,
        align: 'end',
        sortable: true,
        cell: ({ cpm }) => (cpm === null ? '—' : <MoneyText money={toCents(cpm)} />),
      },
      {
        id: 'subscribers',
        label: t('channels.columns.subscribers'),
        width: 112,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ subscribers }) => integer(subscribers),
      },
      {
        id: 'averageViews',
        label: t('channels.columns.averageViews'),
        width: 88,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ averageViews }) => integer(averageViews),
      },
      {
        id: 'err',
        label: t('channels.columns.err'),
        width: 70,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ err }) => (err === null ? '—' : percent(err)),
      },
      {
        id: 'category',
        label: t('columns.category'),
        width: 112,
        sortable: true,
        cell: ({ category }) => t(`categories.${category}`),
      },
      {
        id: 'state',
        label: t('columns.state'),
        width: 116,
        sortable: true,
        cell: (listing) => <SaleState listing={listing} />,
      },
      {
        id: 'changedAt',
        label: t('listings.columns.changedAt'),
        width: 108,
        sortable: true,
        descendingFirst: true,
        hiddenAtFirst: true,
        cell: ({ changedAt }) => <RelativeTimeText at={changedAt} inTable />,
      },
      {
        id: 'id',
        label: t('columns.id'),
        width: 76,
        sortable: true,
        hiddenAtFirst: true,
        cell: ({ id }) => <span className={classes['quiet']}>{id}</span>,
      },
    ],
    [t, integer, percent],
  );
}

/** A rate is shown to the cent: its other digits come from the division. */
export function toCents({ micros, currency }: { readonly micros: string; readonly currency: string }) {
  const cents = (BigInt(micros) + 5_000n) / 10_000n;
  return { micros: String(cents * 10_000n), currency };
}

/** The listing on a narrow screen. */
export function ListingCard({ listing }: { readonly listing: Listing }) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>
          <bdi>{listing.channel.title}</bdi>
        </span>
        <MoneyText money={listing.price} />
      </span>
      <span className={classes['cardLine']}>
        <SaleState listing={listing} />
        <span className={classes['quiet']}>{t(`formats.${listing.format}`)}</span>
      </span>
    </>
  );
}
