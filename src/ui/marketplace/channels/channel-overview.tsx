import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ChannelDetail } from '#contract/marketplace/channel.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from '../marketplace.module.css';
import { ListingStateBadge } from '../listings/listing-state-badge.tsx';
import { OrderStatusBadge } from '../orders/order-status-badge.tsx';
import { ChannelDecisions } from './channel-decisions.tsx';
import { ChangeText } from './change-text.tsx';

/** What a channel is, what is offered in it and what was ordered. */
export function ChannelOverview({ channel }: { readonly channel: ChannelDetail }) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      {channel.readProblem === null ? null : (
        <p className={classes['text']} role="status">
          <ToneBadge tone="critical">{t('channels.goneShort')}</ToneBadge>{' '}
          {t(`channels.gone.${channel.readProblem}`)}
        </p>
      )}
      <ChannelDecisions channel={channel} />
      <Facts channel={channel} />
      <Offers channel={channel} />
      <Orders channel={channel} />
    </>
  );
}

function Facts({ channel }: { readonly channel: ChannelDetail }) {
  const { t } = useTranslation('marketplace');
  const { integer, percent } = useNumberFormats();
  const { username, owner, err, trend, stateReason } = channel;
  const marks = [
    ...(channel.isVerified ? [t('channels.detail.verified')] : []),
    ...(channel.isScam ? [t('channels.detail.scam')] : []),
  ];
  return (
    <Section title={t('channels.detail.facts')}>
      <FactList
        facts={[
          ...(stateReason === null
            ? []
            : [{ label: t('channels.detail.reason'), value: <bdi>{stateReason}</bdi> }]),
          {
            label: t('channels.detail.address'),
            value:
              username === null ? (
                '—'
              ) : (
                <Anchor href={`https://t.me/${username}`} target="_blank" rel="noreferrer" size="sm">
                  @{username}
                </Anchor>
              ),
          },
          {
            label: t('channels.columns.owner'),
            value: (
              <Anchor
                size="sm"
                renderRoot={(props) => (
                  <Link to="/marketplace/customers" search={{ customer: owner.id }} {...props} />
                )}
              >
                <bdi>{owner.name}</bdi>
              </Anchor>
            ),
          },
          { label: t('columns.category'), value: t(`categories.${channel.category}`) },
          {
            label: t('channels.detail.subscribers'),
            value: (
              <>
                {integer(channel.subscribers)}
                {trend === null ? null : (
                  <>
                    {' '}
                    (<ChangeText change={trend} />)
                  </>
                )}
              </>
            ),
          },
          { label: t('channels.detail.views'), value: integer(channel.averageViews) },
          {
            label: t('channels.detail.err'),
            value: err === null ? '—' : t('channels.detail.errText', { percent: percent(err) }),
          },
          {
            label: t('channels.columns.language'),
            value: [channel.language, channel.country].filter((part) => part !== null).join(' · ') || '—',
          },
          { label: t('channels.detail.added'), value: <RelativeTimeText at={channel.createdAt} /> },
          {
            label: t('channels.detail.lastRead'),
            value:
              channel.readAt === null ? t('channels.detail.never') : <RelativeTimeText at={channel.readAt} />,
          },
          ...(marks.length === 0 ? [] : [{ label: 'Telegram', value: marks.join(', ') }]),
        ]}
      />
      {channel.description === '' ? null : (
        <p className={classes['description']} dir="auto">
          {channel.description}
        </p>
      )}
    </Section>
  );
}

function Offers({ channel }: { readonly channel: ChannelDetail }) {
  const { t } = useTranslation('marketplace');
  return (
    <Section
      title={t('channels.detail.listings')}
      actions={
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/marketplace/listings" search={{ add: true, channel: channel.id }} {...props} />
          )}
        >
          {t('channels.detail.newListing')}
        </Anchor>
      }
    >
      {channel.offers.length === 0 ? (
        <p className={classes['text']}>{t('channels.detail.noListings')}</p>
      ) : (
        <DataTable
          label={t('channels.detail.listings')}
          columns={[
            { label: t('columns.format') },
            { label: t('columns.price'), align: 'end' },
            { label: t('columns.state') },
          ]}
          rows={channel.offers.map(({ id, format, price, durationHours, state }) => ({
            id,
            cells: [
              <Anchor
                key="listing"
                size="sm"
                renderRoot={(props) => (
                  <Link to="/marketplace/listings" search={{ listing: id }} {...props} />
                )}
              >
                {t(`formats.${format}`)}, {t('detail.hours', { count: durationHours })}
              </Anchor>,
              <MoneyText key="price" money={price} />,
              <ListingStateBadge key="state" state={state} quiet />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function Orders({ channel }: { readonly channel: ChannelDetail }) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  return (
    <Section
      title={t('channels.detail.orders')}
      actions={
        channel.username === null ? undefined : (
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/marketplace/orders" search={{ q: `@${channel.username}` }} {...props} />
            )}
          >
            {t('channels.detail.openOrders')}
          </Anchor>
        )
      }
    >
      {channel.orders.length === 0 ? (
        <p className={classes['text']}>{t('channels.detail.noOrders')}</p>
      ) : (
        <DataTable
          label={t('channels.detail.orders')}
          columns={[{ label: t('columns.status') }, { label: t('profile.orders'), align: 'end' }]}
          rows={channel.orders.map(({ status, orders }) => ({
            id: status,
            cells: [<OrderStatusBadge key="status" status={status} quiet />, integer(orders)],
          }))}
        />
      )}
    </Section>
  );
}
