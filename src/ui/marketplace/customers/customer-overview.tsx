import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '#contract/marketplace/customer.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { OrderStatusBadge } from '../orders/order-status-badge.tsx';
import { CustomerVerification } from '../verification/customer-verification.tsx';
import { CustomerDashboards } from './customer-dashboards.tsx';
import { CustomerActs } from './customer-acts.tsx';
import { CustomerPayments } from './customer-payments.tsx';

/** What a customer has, who they are, and what they did. */
export function CustomerOverview({ customer }: { readonly customer: CustomerProfile }) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <CustomerActs customer={customer} />
      <Section title={t('profile.balances')}>
        {customer.accounts.length === 0 ? (
          <p className={classes['text']}>{t('profile.noBalances')}</p>
        ) : (
          <DataTable
            label={t('profile.balances')}
            columns={[
              { label: t('profile.account') },
              { label: t('profile.balance'), align: 'end' },
              { label: t('profile.available'), align: 'end' },
            ]}
            rows={customer.accounts.map((account) => ({
              id: `${account.kind} ${account.currency}`,
              cells: [
                t(`profile.accounts.${account.kind}`),
                <MoneyText key="balance" money={account.balance} />,
                <MoneyText key="available" money={account.available} />,
              ],
            }))}
          />
        )}
      </Section>
      <CustomerPayments customer={customer} />
      <CustomerDashboards customer={customer} />
      <CustomerFacts customer={customer} />
      <CustomerVerification id={customer.id} />
      <Orders side="bought" customer={customer} />
      <Orders side="sold" customer={customer} />
      {customer.channels.length === 0 ? null : <Channels customer={customer} />}
    </>
  );
}

function CustomerFacts({ customer }: { readonly customer: CustomerProfile }) {
  const { t, i18n } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const { count, average } = customer.rating;
  const oneDigit = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <Section title={t('profile.facts')}>
      <FactList
        facts={[
          { label: t('profile.role'), value: t(`customers.roles.${customer.role}`) },
          { label: t('profile.risk'), value: t('profile.riskValue', { score: customer.riskScore }) },
          {
            label: t('profile.verification'),
            value:
              customer.verifiedAt === null ? (
                t('customers.unverified')
              ) : (
                <>
                  {t('customers.verified')} <RelativeTimeText at={customer.verifiedAt} />
                </>
              ),
          },
          { label: t('profile.country'), value: customer.country ?? t('profile.unknown') },
          { label: t('profile.since'), value: <RelativeTimeText at={customer.createdAt} /> },
          { label: t('profile.active'), value: <RelativeTimeText at={customer.lastActiveAt} /> },
          {
            label: t('profile.rating'),
            value:
              average === null
                ? t('profile.noRating')
                : t('profile.ratingValue', {
                    count,
                    number: integer(count),
                    average: oneDigit.format(average),
                  }),
          },
        ]}
      />
    </Section>
  );
}

type OrdersProps = { readonly side: 'bought' | 'sold'; readonly customer: CustomerProfile };

function Orders({ side, customer }: OrdersProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const byStatus = customer[side];
  if (byStatus.length === 0) return null;
  const search = side === 'bought' ? { buyer: customer.id } : { seller: customer.id };
  return (
    <Section
      title={t(`profile.${side}`)}
      actions={
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/marketplace/orders" search={search} {...props} />}
        >
          {t('profile.openOrders')}
        </Anchor>
      }
    >
      <DataTable
        label={t(`profile.${side}`)}
        columns={[{ label: t('columns.status') }, { label: t('profile.orders'), align: 'end' }]}
        rows={byStatus.map(({ status, orders }) => ({
          id: status,
          cells: [<OrderStatusBadge key="status" status={status} quiet />, integer(orders)],
        }))}
      />
    </Section>
  );
}

function Channels({ customer }: { readonly customer: CustomerProfile }) {
  const { t } = useTranslation('marketplace');
  return (
    <Section title={t('profile.channels')}>
      <ul className={classes['cards']}>
        {customer.channels.map((channel) => (
          <li key={channel.id} className={classes['cardLine']}>
            <span className={classes['cardName']}>
              <Anchor
                size="sm"
                renderRoot={(props) => (
                  <Link to="/marketplace/channels" search={{ channel: channel.id }} {...props} />
                )}
              >
                <bdi>{channel.title}</bdi>
              </Anchor>
            </span>
            <span className={classes['quiet']}>{t(`profile.channelStates.${channel.state}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
