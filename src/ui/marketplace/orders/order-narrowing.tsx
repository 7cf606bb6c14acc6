import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DateRange } from '#contract/analytics.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import classes from '../marketplace.module.css';
import type { OrdersSearch } from './orders-search.ts';

type OrderNarrowingProps = {
  readonly filter: OrderFilter;
  readonly onChange: (change: Partial<OrdersSearch>) => void;
};

/** What else the list is narrowed to, as a number on a dashboard or a customer leads here: each part can be taken away. */
export function OrderNarrowing({ filter, onChange }: OrderNarrowingProps) {
  const { t, i18n } = useTranslation('marketplace');
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' });
  const days = ({ from, to }: DateRange): string =>
    from === to ? date.format(Date.parse(from)) : date.formatRange(Date.parse(from), Date.parse(to));
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const { created, completed, channelId, advertiserId, editorId, currency, since, overdue } = filter;
  const parts = [
    since === null
      ? null
      : { key: 'since', text: t(`orders.since.${since.what}`, { time: time.format(since.at) }) },
    overdue ? { key: 'overdue', text: t('orders.overdue') } : null,
    created === null ? null : { key: 'created', text: t('orders.created', { days: days(created) }) },
    completed === null ? null : { key: 'completed', text: t('orders.completed', { days: days(completed) }) },
    channelId === null ? null : { key: 'channel', text: t('orders.ofChannel', { id: channelId }) },
    advertiserId === null ? null : { key: 'buyer', text: t('orders.ofBuyer', { id: advertiserId }) },
    editorId === null ? null : { key: 'seller', text: t('orders.ofSeller', { id: editorId }) },
    currency === null ? null : { key: 'currency', text: currency },
  ].filter((part) => part !== null);
  return parts.map(({ key, text }) => (
    <Pill
      key={key}
      className={classes['narrowing'] ?? ''}
      withRemoveButton
      removeButtonProps={{
        'aria-label': t('orders.without', { what: text }),
        'aria-hidden': false,
        tabIndex: 0,
      }}
      onRemove={() => onChange({ [key]: undefined })}
    >
      {text}
    </Pill>
  ));
}
