import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderId } from '#contract/ids.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import type { OrderStatus } from '#contract/marketplace/orders.ts';
import { useTRPC } from '../../app/trpc.ts';
import { MoneyText } from '../../components/money/money-text.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import classes from '../marketplace.module.css';
import { OrderStatusBadge } from './order-status-badge.tsx';

type OrderBoardProps = {
  readonly filter: OrderFilter;
  readonly onOpen: (id: OrderId) => void;
  readonly onStatus: (status: OrderStatus) => void;
};

const cardsPerLane = 12;

/** The orders that match, a lane for each status with the newest on top. */
export function OrderBoard({ filter, onOpen, onStatus }: OrderBoardProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const board = useQuery({
    ...trpc.marketplace.board.queryOptions({ filter, perStatus: cardsPerLane }),
    placeholderData: keepPreviousData,
  });
  const words = (total: number, atLeast: boolean) =>
    atLeast ? t('orders.atLeast', { number: integer(total) }) : integer(total);
  if (board.data === undefined) return <LoadingOrError read={board} lines={8} />;
  return (
    <div className={classes['board']} role="group" aria-label={t('orders.board')} tabIndex={0}>
      {board.data.map(({ status, total, atLeast, newest }) => (
        <section key={status} className={classes['lane']} aria-label={t(`statuses.${status}`)}>
          <h2 className={classes['laneHead']}>
            <OrderStatusBadge status={status} />
            <span className={classes['quiet']}>{words(total, atLeast)}</span>
          </h2>
          <ul className={classes['cards']}>
            {newest.map((order) => (
              <li key={order.id}>
                <button type="button" className={classes['card']} onClick={() => onOpen(order.id)}>
                  <span className={classes['cardLine']}>
                    <span className={classes['cardName']}>
                      <bdi>{order.channel.title}</bdi>
                    </span>
                    <MoneyText money={order.price} />
                  </span>
                  <span className={classes['cardLine']}>
                    <span className={classes['cardName']}>{order.advertiser.name}</span>
                    <span className={classes['quiet']}>#{order.id}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {total === 0 ? <p className={classes['quiet']}>{t('orders.boardNone')}</p> : null}
          {total > newest.length ? (
            <Button variant="subtle" size="compact-xs" onClick={() => onStatus(status)}>
              {t('orders.boardMore', { number: words(total, atLeast) })}
            </Button>
          ) : null}
        </section>
      ))}
    </div>
  );
}
