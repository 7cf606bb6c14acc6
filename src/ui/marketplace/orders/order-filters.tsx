import { IconCategory, IconProgress } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { categories } from '#contract/marketplace/channels.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { OrderNarrowing } from './order-narrowing.tsx';
import type { OrdersSearch } from './orders-search.ts';

type OrderFiltersProps = {
  readonly filter: OrderFilter;
  readonly onChange: (change: Partial<OrdersSearch>) => void;
};

export function OrderFilters({ filter, onChange }: OrderFiltersProps) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <GridSearch
        value={filter.search}
        onChange={(q) => onChange({ q: q === '' ? undefined : q })}
        placeholder={t('orders.search')}
      />
      <ChoiceFilter
        label={t('orders.status')}
        icon={<IconProgress size={15} aria-hidden />}
        choices={orderStatuses.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
        chosen={filter.statuses}
        onChange={(status) => onChange({ status: status.length === 0 ? undefined : status })}
      />
      <ChoiceFilter
        label={t('orders.category')}
        icon={<IconCategory size={15} aria-hidden />}
        choices={categories.map((category) => ({ value: category, label: t(`categories.${category}`) }))}
        chosen={filter.categories}
        onChange={(category) => onChange({ category: category.length === 0 ? undefined : category })}
      />
      <OrderNarrowing filter={filter} onChange={onChange} />
    </>
  );
}
