import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { RecordDrawer } from '../../components/layout/record-drawer.tsx';
import { RecordParts } from '../../components/layout/record-parts.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
import { OrderOverview } from './order-overview.tsx';
import { OrderStatusBadge } from './order-status-badge.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import type { OrderPart } from './orders-search.ts';

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
  const shownId = useLastShown(id);
  const read = useQuery({
    ...trpc.marketplace.order.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  return (
    <RecordDrawer
      opened={id !== null}
      onClose={onClose}
      read={read}
      title={t('order', { id: shownId ?? '' })}
      subtitle={read.data && <OrderStatusBadge status={read.data.status} />}
    >
      {(order) => (
        <RecordParts<OrderPart>
          label={t('detail.parts')}
          part={part}
          onPartChange={onPartChange}
          parts={[
            {
              name: 'overview',
              label: t('detail.overview'),
              content: <OrderOverview key={order.id} order={order} />,
            },
            {
              name: 'timeline',
              label: t('detail.timeline'),
              content: <OrderTimeline events={order.timeline} isCut={order.timelineIsCut} />,
            },
          ]}
        />
      )}
    </RecordDrawer>
  );
}
