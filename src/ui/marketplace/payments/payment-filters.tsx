import { IconArrowsExchange, IconProgress } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { paymentKinds, paymentStates } from '#contract/marketplace/money.ts';
import type { PaymentFilter } from '#contract/marketplace/payment.ts';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import { PaymentNarrowing } from './payment-narrowing.tsx';
import type { PaymentsSearch } from './payments-search.ts';

type PaymentFiltersProps = {
  readonly filter: PaymentFilter;
  readonly onChange: (change: Partial<PaymentsSearch>) => void;
};

export function PaymentFilters({ filter, onChange }: PaymentFiltersProps) {
  const { t } = useTranslation(['payments', 'marketplace']);
  return (
    <>
      <GridSearch
        value={filter.search}
        onChange={(q) => onChange({ q: q === '' ? undefined : q })}
        placeholder={t('search')}
      />
      <ChoiceFilter
        label={t('columns.state')}
        icon={<IconProgress size={15} aria-hidden />}
        choices={paymentStates.map((state) => ({ value: state, label: t(`states.${state}`) }))}
        chosen={filter.states}
        onChange={(state) => onChange({ state: state.length === 0 ? undefined : state })}
      />
      <ChoiceFilter
        label={t('columns.kind')}
        icon={<IconArrowsExchange size={15} aria-hidden />}
        choices={paymentKinds.map((kind) => ({ value: kind, label: t(`marketplace:payments.${kind}`) }))}
        chosen={filter.kinds}
        onChange={(kind) => onChange({ kind: kind.length === 0 ? undefined : kind })}
      />
      <PaymentNarrowing filter={filter} onChange={onChange} />
    </>
  );
}
