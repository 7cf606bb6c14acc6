import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '#contract/marketplace/order.ts';
import type { GridColumn } from '../../components/data-grid/grid-types.ts';
import { MoneyText } from '../../components/money/money-text.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { OrderStatusBadge } from './order-status-badge.tsx';

export function useOrderColumns(): readonly GridColumn<OrderRow>[] {
  const { t } = useTranslation('marketplace');
  return useMemo(
    () => [
      {
        id: 'id',
        label: t('columns.id'),
        width: 92,
        sortable: true,
        descendingFirst: true,
        required: true,
        cell: ({ id }) => <span className={classes['quiet']}>{id}</span>,
      },
      {
        id: 'status',
        label: t('columns.status'),
        width: 118,
        cell: ({ status }) => <OrderStatusBadge status={status} quiet />,
      },
      {
        id: 'advertiser',
        label: t('columns.advertiser'),
        width: 160,
        grow: true,
        cell: ({ advertiser }) => advertiser.name,
      },
      {
        id: 'channel',
        label: t('columns.channel'),
        width: 190,
        grow: true,
        cell: ({ channel }) => <bdi>{channel.title}</bdi>,
      },
      {
        id: 'editor',
        label: t('columns.editor'),
        width: 150,
        hiddenAtFirst: true,
        cell: ({ editor }) => editor.name,
      },
      {
        id: 'category',
        label: t('columns.category'),
        width: 112,
        cell: ({ category }) => t(`categories.${category}`),
      },
      { id: 'format', label: t('columns.format'), width: 84, cell: ({ format }) => t(`formats.${format}`) },
      {
        id: 'price',
        label: t('columns.price'),
        width: 112,
        align: 'end',
        cell: ({ price }) => <MoneyText money={price} />,
      },
      {
        id: 'createdAt',
        label: t('columns.createdAt'),
        width: 108,
        cell: ({ createdAt }) => <RelativeTimeText at={createdAt} inTable />,
      },
    ],
    [t],
  );
}

/** An order on a narrow screen. */
export function OrderCard({ order }: { readonly order: OrderRow }) {
  return (
    <>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>
          <bdi>{order.channel.title}</bdi>
        </span>
        <MoneyText money={order.price} />
      </span>
      <span className={classes['cardLine']}>
        <OrderStatusBadge status={order.status} quiet />
        <span className={classes['quiet']}>
          {order.advertiser.name} · #{order.id}
        </span>
      </span>
    </>
  );
}
