import { useTranslation } from 'react-i18next';
import type { PaymentFilter } from '#contract/marketplace/payment.ts';
import { type Narrowing, NarrowingPills } from '../narrowing-pills.tsx';
import { useTimeTexts } from '../use-time-texts.ts';
import type { PaymentsSearch } from './payments-search.ts';

type PaymentNarrowingProps = {
  readonly filter: PaymentFilter;
  readonly onChange: (change: Partial<PaymentsSearch>) => void;
};

/** What else the list is narrowed to, as a number on a dashboard or the overview leads here: each part can be taken away. */
export function PaymentNarrowing({ filter, onChange }: PaymentNarrowingProps) {
  const { t } = useTranslation('payments');
  const { days, time } = useTimeTexts();
  const { customerId, settledSince, settled, currency } = filter;
  const part = (key: keyof PaymentsSearch, text: string): Narrowing => ({
    key,
    text,
    onRemove: () => onChange({ [key]: undefined }),
  });
  return (
    <NarrowingPills
      parts={[
        settledSince === null ? null : part('since', t('settledSince', { time: time(settledSince) })),
        settled === null ? null : part('settled', t('settled', { days: days(settled) })),
        customerId === null ? null : part('customer', t('ofCustomer', { id: customerId })),
        currency === null ? null : part('currency', currency),
      ]}
    />
  );
}
