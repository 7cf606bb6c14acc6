import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ListingId } from '#contract/ids.ts';
import type { ListingDetail } from '#contract/marketplace/listing.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { RecordDrawer } from '../../components/layout/record-drawer.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { formatMoney } from '../../components/money/format-money.ts';
import { MoneyText } from '../../components/money/money-text.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { ChannelCalendar } from './channel-calendar.tsx';
import { ListingActions } from './listing-actions.tsx';
import { SaleState, toCents } from './listing-columns.tsx';

type ListingDrawerProps = {
  /** Null closes the drawer. */
  readonly id: ListingId | null;
  readonly onClose: () => void;
};

/** One listing: what it offers, when its channel is free, and what it was offered at before. */
export function ListingDrawer({ id, onClose }: ListingDrawerProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const shownId = useLastShown(id);
  const read = useQuery({
    ...trpc.listings.get.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  const listing = read.data;
  return (
    <RecordDrawer
      opened={id !== null}
      onClose={onClose}
      read={read}
      title={
        listing === undefined
          ? t('listings.listing', { id: shownId ?? '' })
          : `${listing.channel.title} · ${t(`formats.${listing.format}`)}`
      }
      subtitle={
        listing && (
          <>
            <span>#{listing.id}</span>
            <SaleState listing={listing} />
          </>
        )
      }
    >
      {(shown) => (
        <div className={classes['part']}>
          <ListingActions key={shown.id} listing={shown} />
          <Facts listing={shown} />
          <ChannelCalendar key={`calendar ${shown.id}`} channelId={shown.channel.id} />
          <PriceHistory listing={shown} />
        </div>
      )}
    </RecordDrawer>
  );
}

function Facts({ listing }: { readonly listing: ListingDetail }) {
  const { t, i18n } = useTranslation('marketplace');
  const { integer, percent } = useNumberFormats();
  const { channel, price, cpm, err } = listing;
  return (
    <Section title={t('listings.detail.facts')}>
      <FactList
        facts={[
          {
            label: t('listings.columns.channel'),
            value: (
              <Anchor
                size="sm"
                renderRoot={(props) => (
                  <Link to="/marketplace/channels" search={{ channel: channel.id }} {...props} />
                )}
              >
                <bdi>{channel.title}</bdi>
              </Anchor>
            ),
          },
          { label: t('channels.columns.owner'), value: <bdi>{listing.owner.name}</bdi> },
          { label: t('columns.category'), value: t(`categories.${listing.category}`) },
          { label: t('columns.price'), value: <MoneyText money={price} /> },
          {
            label: t('listings.detail.cpm'),
            value:
              cpm === null
                ? '—'
                : t('listings.detail.cpmText', { price: formatMoney(toCents(cpm), i18n.language) }),
          },
          {
            label: t('listings.detail.term'),
            value: t('detail.hours', { count: listing.durationHours }),
          },
          { label: t('channels.detail.subscribers'), value: integer(listing.subscribers) },
          { label: t('channels.detail.views'), value: integer(listing.averageViews) },
          {
            label: t('channels.detail.err'),
            value: err === null ? '—' : t('channels.detail.errText', { percent: percent(err) }),
          },
        ]}
      />
    </Section>
  );
}

function PriceHistory({ listing }: { readonly listing: ListingDetail }) {
  const { t } = useTranslation('marketplace');
  return (
    <Section title={t('listings.detail.history')}>
      {listing.events.length === 0 ? (
        <p className={classes['text']}>{t('listings.detail.historyFirst')}</p>
      ) : (
        <DataTable
          label={t('listings.detail.history')}
          columns={[
            { label: t('listings.detail.when') },
            { label: t('listings.detail.what_column') },
            { label: t('columns.price'), align: 'end' },
            { label: t('listings.detail.who') },
          ]}
          rows={listing.events.toReversed().map(({ id, at, kind, price, actor }) => ({
            id,
            cells: [
              <RelativeTimeText key="at" at={at} />,
              t(`listings.detail.kinds.${kind}`),
              <MoneyText key="price" money={price} />,
              <bdi key="who">{actor}</bdi>,
            ],
          }))}
        />
      )}
    </Section>
  );
}
