import { Button } from '@mantine/core';
import { IconFlag, IconRosetteDiscountCheck, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../app/trpc.ts';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import type { CustomersSearch } from './customers-search.ts';
import { RiskFilter } from './risk-filter.tsx';

type CustomerFiltersProps = {
  readonly search: CustomersSearch;
  readonly onChange: (change: Partial<CustomersSearch>) => void;
};

const none = <Value,>(list: readonly Value[]): Value[] | undefined =>
  list.length === 0 ? undefined : [...list];

/** Verification, country and risk of customers, and the way to those that wait for a review. */
export function CustomerFilters({ search, onChange }: CustomerFiltersProps) {
  const { t } = useTranslation('customers');
  const { t: marketplace } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const countries = useQuery(trpc.customers.countries.queryOptions()).data ?? [];
  const review = useQuery(trpc.customers.review.queryOptions()).data;
  const reviewing = search.state?.length === 1 && search.state[0] === 'flagged';
  return (
    <>
      <ChoiceFilter
        label={t('verifiedFilter')}
        icon={<IconRosetteDiscountCheck size={15} aria-hidden />}
        choices={[
          { value: 'yes', label: marketplace('customers.verified') },
          { value: 'no', label: marketplace('customers.unverified') },
        ]}
        chosen={search.verified ?? []}
        onChange={(verified) => onChange({ verified: none(verified) })}
      />
      <ChoiceFilter
        label={t('countryFilter')}
        icon={<IconWorld size={15} aria-hidden />}
        choices={[
          ...countries.map(({ country, customers }) => ({
            value: country,
            label: `${country} · ${integer(customers)}`,
          })),
          { value: '', label: t('countryUnknown') },
        ]}
        chosen={search.country ?? []}
        onChange={(country) => onChange({ country: none(country) })}
      />
      <RiskFilter
        least={search.leastRisk ?? 0}
        most={search.mostRisk ?? 100}
        onChange={({ least, most }) =>
          onChange({ leastRisk: least > 0 ? least : undefined, mostRisk: most < 100 ? most : undefined })
        }
      />
      <Button
        variant={reviewing ? 'light' : 'default'}
        size="xs"
        leftSection={<IconFlag size={15} aria-hidden />}
        aria-pressed={reviewing}
        onClick={() => onChange({ state: reviewing ? undefined : ['flagged'], sort: 'riskScore.desc' })}
      >
        {t('needsReview')}
        {review === undefined || review.flagged === 0 ? null : ` · ${integer(review.flagged)}`}
      </Button>
    </>
  );
}
