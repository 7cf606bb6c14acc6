import { useTranslation } from 'react-i18next';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { type Narrowing, NarrowingPills } from '../narrowing-pills.tsx';
import { useTimeTexts } from '../use-time-texts.ts';
import type { OrdersSearch } from './orders-search.ts';

type OrderNarrowingProps = {
  readonly filter: OrderFilter;
  readonly onChange: (change: Partial<OrdersSearch>) => void;
};

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** What else the list is narrowed to, as a number on a dashboard or a customer leads here: each part can be taken away. */
export function OrderNarrowing({ filter, onChange }: OrderNarrowingProps) {
  const { t } = useTranslation('marketplace');
  const { days, time } = useTimeTexts();
  const { created, completed, channelId, advertiserId, editorId, currency, since, overdue } = filter;
  const part = (key: keyof OrdersSearch, text: string): Narrowing => ({
    key,
    text,
    onRemove: () => onChange({ [key]: undefined }),
  });
  // An hour of the week is one of some days.
  const daysPart = (key: 'created' | 'completed', text: string): Narrowing => ({
    key,
    text,
    onRemove: () => onChange({ [key]: undefined, hour: undefined }),
  });
  const hourText = (hourOfWeek: number): string =>
    t('orders.hour', {
      weekday: t(`orders.weekdays.${weekdays[Math.floor(hourOfWeek / 24)] ?? 'mon'}`),
      hour: String(hourOfWeek % 24).padStart(2, '0'),
    });
  return (
    <NarrowingPills
      parts={[
        since === null ? null : part('since', t(`orders.since.${since.what}`, { time: time(since.at) })),
        overdue ? part('overdue', t('orders.overdue')) : null,
        created === null ? null : daysPart('created', t('orders.created', { days: days(created) })),
        completed === null ? null : daysPart('completed', t('orders.completed', { days: days(completed) })),
        filter.hourOfWeek === null ? null : part('hour', hourText(filter.hourOfWeek)),
        channelId === null ? null : part('channel', t('orders.ofChannel', { id: channelId })),
        advertiserId === null ? null : part('buyer', t('orders.ofBuyer', { id: advertiserId })),
        editorId === null ? null : part('seller', t('orders.ofSeller', { id: editorId })),
        currency === null ? null : part('currency', currency),
      ]}
    />
  );
}
