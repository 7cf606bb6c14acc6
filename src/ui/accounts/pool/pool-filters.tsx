import { useQuery } from '@tanstack/react-query';
import { IconLabel, IconShield } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { standings, type AccountFilter } from '#contract/accounts.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import { SincePill } from '../../components/data-grid/since-pill.tsx';

type PoolFiltersProps = {
  readonly filter: AccountFilter;
  readonly onChange: (change: Partial<AccountFilter>) => void;
};

/** Search, standing and labels. */
export function PoolFilters({ filter, onChange }: PoolFiltersProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const labels = useQuery(trpc.accounts.labels.queryOptions()).data ?? [];
  return (
    <>
      <GridSearch
        value={filter.search}
        onChange={(search) => onChange({ search })}
        placeholder={t('filters.search')}
      />
      <ChoiceFilter
        label={t('filters.standing')}
        icon={<IconShield size={15} aria-hidden />}
        choices={standings.map((standing) => ({ value: standing, label: t(`standing.${standing}.name`) }))}
        chosen={filter.standings}
        onChange={(chosen) => onChange({ standings: chosen })}
      />
      {labels.length === 0 && filter.labels.length === 0 ? null : (
        <ChoiceFilter
          label={t('filters.label')}
          icon={<IconLabel size={15} aria-hidden />}
          choices={[...new Set([...labels, ...filter.labels])].map((label) => ({ value: label, label }))}
          chosen={filter.labels}
          onChange={(chosen) => onChange({ labels: chosen })}
        />
      )}
      {filter.changedSince === null ? null : (
        <SincePill
          text={(time) => t('filters.changedSince', { time })}
          at={filter.changedSince}
          onRemove={() => onChange({ changedSince: null })}
        />
      )}
    </>
  );
}
