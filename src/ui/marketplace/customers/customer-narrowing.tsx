import { useTranslation } from 'react-i18next';
import type { CustomerFilter } from '#contract/marketplace/customer.ts';
import { type Narrowing, NarrowingPills } from '../narrowing-pills.tsx';
import { useTimeTexts } from '../use-time-texts.ts';
import type { CustomersSearch } from './customers-search.ts';

type CustomerNarrowingProps = {
  readonly filter: CustomerFilter;
  readonly onChange: (change: Partial<CustomersSearch>) => void;
};

/** What else the list is narrowed to, as a number on a dashboard or the overview leads here: each part can be taken away. */
export function CustomerNarrowing({ filter, onChange }: CustomerNarrowingProps) {
  const { t } = useTranslation('marketplace');
  const { days, month, time } = useTimeTexts();
  const { became, signedUp, activeSince, ordering } = filter;
  const part = (key: keyof CustomersSearch, text: string): Narrowing => ({
    key,
    text,
    onRemove: () => onChange({ [key]: undefined }),
  });
  return (
    <NarrowingPills
      parts={[
        became === null
          ? null
          : part('became', t(`customers.became.${became.state}`, { time: time(became.since) })),
        signedUp === null ? null : part('signedUp', t('customers.signedUp', { days: days(signedUp) })),
        activeSince === null ? null : part('active', t('customers.activeSince', { time: time(activeSince) })),
        ordering === null
          ? null
          : part('ordering', t(`customers.ordering.${ordering.as}`, { month: month(ordering.month) })),
      ]}
    />
  );
}
