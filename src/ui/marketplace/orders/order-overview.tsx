import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#contract/marketplace/order.ts';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { OrderPlacement } from '../placements/order-placement.tsx';
import { OrderMoves } from './order-moves.tsx';
import { OrderRatings } from './order-ratings.tsx';
import { OrderPost } from './order-post.tsx';

/** What can be done with an order, where its money is, the post, and the facts. */
export function OrderOverview({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      {order.source === 'copy' ? null : <p className={classes['quiet']}>{t('kept.fromDatabase')}</p>}
      <OrderMoves order={order} />
      <OrderMoneyPart order={order} />
      <OrderPost order={order} />
      <OrderPlacement orderId={order.id} status={order.status} order={order} />
      {order.status === 'completed' ? <OrderRatings order={order} /> : null}
      <OrderFacts order={order} />
    </>
  );
}

function OrderMoneyPart({ order: { money, status } }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  const places = [
    { label: t('detail.escrow'), money: money.escrow },
    { label: t('detail.toEditor'), money: money.editor },
    { label: t('detail.toPlatform'), money: money.commission },
    { label: t('detail.refunded'), money: money.refunded },
  ].filter((place) => place.money.micros !== '0');
  return (
    <Section title={t('detail.money')} description={t('detail.moneyText')}>
      {status === 'draft' ? (
        <p className={classes['text']}>{t('detail.moneyDraft')}</p>
      ) : (
        <FactList
          facts={places.map((place) => ({
            label: place.label,
            value: <MoneyText money={place.money} />,
          }))}
        />
      )}
    </Section>
  );
}

function customerLink({ id, name }: OrderDetail['editor']) {
  return (
    <Anchor
      inherit
      renderRoot={(props) => <Link to="/marketplace/customers" search={{ customer: id }} {...props} />}
    >
      {name}
    </Anchor>
  );
}

/** A fact about when; none while it is not known. */
function at(label: string, instant: number | null) {
  return instant === null ? [] : [{ label, value: <RelativeTimeText at={instant} /> }];
}

function OrderFacts({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  return (
    <Section title={t('detail.facts')}>
      <FactList
        facts={[
          { label: t('detail.advertiser'), value: customerLink(order.advertiser) },
          { label: t('detail.editor'), value: customerLink(order.editor) },
          {
            label: t('detail.channel'),
            value: (
              <>
                <Anchor
                  inherit
                  renderRoot={(props) => (
                    <Link to="/marketplace/channels" search={{ channel: order.channel.id }} {...props} />
                  )}
                >
                  <bdi>{order.channel.title}</bdi>
                </Anchor>
                {order.channel.username === null ? '' : ` @${order.channel.username}`}
              </>
            ),
          },
          { label: t('detail.price'), value: <MoneyText money={order.price} /> },
          // Of what was given back there is none.
          ...(order.commission.micros === '0'
            ? []
            : [{ label: t('detail.commission'), value: <MoneyText money={order.commission} /> }]),
          {
            label: t('detail.format'),
            value: `${t(`formats.${order.format}`)}, ${t('detail.hours', { count: order.durationHours })}`,
          },
          ...at(t('detail.created'), order.createdAt),
          ...at(t('detail.scheduled'), order.scheduledAt),
          ...at(t('detail.published'), order.publishedAt),
          ...at(t('detail.until'), order.expiresAt),
          ...(order.views === null ? [] : [{ label: t('detail.views'), value: integer(order.views) }]),
        ]}
      />
    </Section>
  );
}
