import { useEffect, useState } from 'react';
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DetailDrawer } from '../../components/layout/detail-drawer.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import classes from '../marketplace.module.css';
import { OrderOverview } from './order-overview.tsx';
import { OrderStatusBadge } from './order-status-badge.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import { type OrderPart, orderParts } from './orders-search.ts';

type OrderDrawerProps = {
  /** Null closes the drawer. */
  readonly id: OrderId | null;
  readonly part: OrderPart;
  readonly onPartChange: (part: OrderPart) => void;
  readonly onClose: () => void;
};

/** One order: what it is, what can be done with it, where its money is, and what happened to it. */
export function OrderDrawer({ id, part, onPartChange, onClose }: OrderDrawerProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  // While the drawer slides out it keeps showing the order it was opened for.
  const [lastId, setLastId] = useState(id);
  useEffect(() => {
    if (id !== null) setLastId(id);
  }, [id]);
  const shownId = id ?? lastId;
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.marketplace.order.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  return (
    <DetailDrawer
      opened={id !== null}
      onClose={onClose}
      title={t('order', { id: shownId ?? '' })}
      subtitle={data === undefined ? undefined : <OrderStatusBadge status={data.status} />}
    >
      {data === undefined ? (
        error === null ? (
          <LoadingState lines={9} />
        ) : (
          <ErrorState error={toConsoleError(error)} onRetry={() => void refetch()} retrying={isFetching} />
        )
      ) : (
        <Tabs
          value={part}
          onChange={(next) => {
            const known = orderParts.find((name) => name === next);
            if (known !== undefined) onPartChange(known);
          }}
          keepMounted={false}
        >
          <Tabs.List aria-label={t('detail.parts')}>
            {orderParts.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`detail.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="overview" className={classes['part'] ?? ''}>
            <OrderOverview key={data.id} order={data} />
          </Tabs.Panel>
          <Tabs.Panel value="timeline" className={classes['part'] ?? ''}>
            <OrderTimeline events={data.timeline} isCut={data.timelineIsCut} />
          </Tabs.Panel>
        </Tabs>
      )}
    </DetailDrawer>
  );
}
