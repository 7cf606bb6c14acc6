import { useTranslation } from 'react-i18next';
import type { OrderStatus } from '#contract/marketplace/orders.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';

const tones: Readonly<Record<OrderStatus, Tone>> = {
  draft: 'neutral',
  pending: 'caution',
  confirmed: 'info',
  published: 'info',
  completed: 'positive',
  rejected: 'neutral',
  cancelled: 'neutral',
  disputed: 'serious',
  refunded: 'neutral',
};

export function OrderStatusBadge({
  status,
  quiet = false,
}: {
  readonly status: OrderStatus;
  readonly quiet?: boolean;
}) {
  const { t } = useTranslation('marketplace');
  return (
    <ToneBadge tone={tones[status]} quiet={quiet}>
      {t(`statuses.${status}`)}
    </ToneBadge>
  );
}
